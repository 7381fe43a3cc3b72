import type { ReadmeFacts } from "../en/record-readme.ts"

export function readme({
  name,
  uuid,
  rehearsal,
  authority,
  addresses,
  sealed,
  program,
  register,
}: ReadmeFacts): string {
  const peer = `Vérifiez les bulletins et le résultat avec un logiciel que la Haute Autorité n’a pas écrit.
   belenios-tool 3.3 lit le fichier ${uuid}.bel :

       belenios-tool election verify

   Il faut la version 3.3 : à partir de la 4.0, belenios-tool lit une autre version du protocole.`
  const steps = [
    `Contrôlez qu’aucun fichier n’a été abîmé ni modifié en route. Sous Linux :

       sha256sum -c manifest.sha256

   Sous macOS :

       shasum -a 256 -c manifest.sha256`,
    `Vérifiez tout, y compris les décisions de la Haute Autorité, avec urne ${program} ou une version plus récente :

       urne verify . --authority "EMPREINTE"

   Prenez l’EMPREINTE (huit groupes de quatre) sur un courrier, dans un communiqué, ou auprès de
   quelqu’un qui l’a entendue lire : pas dans ce dossier, que n’importe qui aurait pu fabriquer.
   VÉRIFIÉ : tous les contrôles ont réussi. « non définitif » : il n’y a pas encore de résultat.`,
    ...(sealed ? [peer] : []),
    `Si vous avez voté, cherchez votre numéro de suivi :

       urne verify . --tracker NUMÉRO`,
    `Si vous avez gardé une empreinte signée d’un jour précédent, prouvez que rien n’a été retiré depuis :

       urne verify . --checkpoint FICHIER`,
  ]
  return `${rehearsal ? "SCRUTIN À BLANC — ce ne sont pas les votes de vraies personnes.\n\n" : ""}${name}
Dossier public de l’élection ${uuid}
Publié par : ${authority}
${addresses.map((address) => `La seule véritable adresse : ${address}\n`).join("")}
COMMENT LE VÉRIFIER SOI-MÊME

Ouvrez un terminal dans ce dossier.

${steps.map((step, index) => `${index + 1}. ${step}\n`).join("\n")}
CE QU’IL CONTIENT

definition.yaml    ce qui a été décidé avant le vote
acts/              les décisions de la Haute Autorité, avec les signatures de ses membres
reservations/      réserves, refus et absences à propos de ces décisions, avec leurs motifs
checkpoints/       empreintes signées du journal
batches/           bordereaux par lesquels les canaux ont annoncé leurs bulletins
trustees/          notes par lesquelles les détenteurs répondent de leurs clés
journal.jsonl      tout ce qui s’est passé, une ligne par fait
${uuid}.bel  les bulletins, chiffrés, et le décompte (archive Belenios)
${
  register
    ? `register.jsonl     ce qui a été noté autour du vote, avec l’heure et qui l’a signé ;
                   register.txt en est l’état signé
suspensions/       suspensions d’urgence du scrutin, avec les signatures des membres
notices/           les communiqués publiés pendant le vote, signés par les membres
minutes.txt        le procès-verbal, si la Haute Autorité en a dressé un ;
                   minutes-signed.txt en porte les signatures
stamps/            horodatages de services extérieurs : décisions, empreintes du journal,
                   communiqués et procès-verbal existaient à cette heure-là\n`
    : ""
}reserve-keys.json  codes publics en réassort : aucun bulletin ne peut être déposé avec eux
shares/            preuves des détenteurs qui ont déchiffré le résultat
result.json, .csv  le résultat
manifest.sha256    l’empreinte SHA-256 de chaque fichier

Ce qui n’existe pas encore, ou n’a pas été nécessaire, n’y figure pas. Aucun fichier ne dit qui a voté, ni pour qui.
docs/record.md, livré avec urne, décrit ces fichiers octet par octet.
`
}

/** The README of a record of format 1. It is kept as it was published: `verify` compares its bytes. */
export function firstReadme({ name, uuid, rehearsal, authority, addresses, sealed }: ReadmeFacts): string {
  const peer = sealed
    ? `
2. Vérifiez les bulletins et le résultat avec un logiciel que la Haute Autorité n’a pas écrit.
   belenios-tool (sous Debian : le paquet belenios-tool) lit le fichier ${uuid}.bel :

       belenios-tool election verify
`
    : ""
  return `${rehearsal ? "SCRUTIN À BLANC — ce ne sont pas les votes de vraies personnes.\n\n" : ""}${name}
Dossier public de l’élection ${uuid}
Publié par : ${authority}
${addresses.map((address) => `La seule véritable adresse : ${address}\n`).join("")}
COMMENT LE VÉRIFIER SOI-MÊME

1. Contrôlez qu’aucun fichier n’a été abîmé ni modifié en route. Dans ce dossier :

       sha256sum -c manifest.sha256
${peer}
3. Vérifiez tout, y compris les décisions de la Haute Autorité, avec urne :

       urne verify . --authority "EMPREINTE"

   Prenez l’EMPREINTE (huit groupes de quatre) sur un courrier, un communiqué, ou auprès de
   quelqu’un qui l’a entendu lire : pas dans ce dossier, que n’importe qui aurait pu fabriquer.
   VÉRIFIÉ : tous les contrôles ont réussi. « non définitif » : il n’y a pas encore de résultat.

4. Si vous avez voté, cherchez votre numéro de suivi :

       urne verify . --tracker NUMÉRO

5. Si vous avez gardé une empreinte signée d’un jour précédent, prouvez que rien n’a été retiré :

       urne verify . --checkpoint FICHIER

CE QU’IL CONTIENT

definition.yaml    ce qui a été décidé avant le vote
acts/              les décisions de la Haute Autorité, avec les signatures de ses membres
reservations/      ce que des membres ont écrit sur ces décisions
checkpoints/       empreintes signées du journal
batches/           bordereaux par lesquels les canaux ont annoncé leurs bulletins
journal.jsonl      tout ce qui s’est passé, une ligne par fait
${uuid}.bel  les bulletins, chiffrés, et le décompte (archive Belenios)
reserve-keys.json  codes en réserve : aucun ne peut voter sans avoir été activé
shares/            preuves des détenteurs qui ont ouvert l’urne
result.json, .csv  le résultat
manifest.sha256    l’empreinte de chaque fichier

Aucun fichier ne dit qui a voté pour qui, ni qui a voté.
`
}
