import type { HolderFindings } from "../../core/finding-codes.ts"
import { fingerprintGroups } from "../../core/fingerprint.ts"
import type { TrusteeRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { labels as english } from "../en/trustees.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { of, several } from "./grammar.ts"

type Step = "join" | "commit" | "deal" | "finish" | "check" | "decrypt"

/** A trust anchor as it is read aloud. */
const anchor = (hash: string) => fingerprintGroups(hash).join(" ")

const steps: Record<Step, string> = {
  join: "s’inscrire",
  commit: "annoncer le polynôme",
  deal: "distribuer le polynôme",
  finish: "former le fragment",
  check: "prouver la possession de la clé",
  decrypt: "déchiffrer",
}
const step = (name: string) => (steps as Readonly<Record<string, string>>)[name] ?? name

export const refusals: RefusalTexts<TrusteeRefusals> = {
  "trustees-established": () => ({
    message: "les clés des détenteurs sont déjà créées",
    hint: "urne trustees status montre qui les détient",
  }),
  "trustees-absent": () => ({
    message: "les clés des détenteurs ne sont pas encore créées",
    hint: "dans une même salle : urne trustees ceremony ; à distance : urne trustees invite",
  }),
  "holder-unknown": ({ holder, holders }) => ({
    message: `${holder} ne détient aucune clé de cette élection ; les détenteurs sont ${holders.join(", ")}`,
  }),
  "holder-file-orphan": ({ path, holder }) => ({
    message: `${path} existe, mais cette élection n’a jamais enregistré la clé qu’il contient : une création des clés s’est arrêtée avant la fin`,
    hint: `il ne sert à rien ; faites-le ranger ailleurs ou détruire par ${holder} (rm -- ${shellWord(path)}), puis relancez la commande`,
  }),
  "not-a-holder-file": ({ path }) => ({
    message: `${path} n’est pas le fichier de clé d’un détenteur, ou il est endommagé`,
    hint: "donnez le fichier que la création des clés a fait pour le détenteur, ou sa copie",
  }),
  "another-holder-file": ({ holder, uuid, wantedHolder, wantedUuid }) => ({
    message:
      uuid === wantedUuid
        ? `c’est le fichier de clé ${of(holder)} ; il faut celui ${of(wantedHolder)}`
        : `c’est le fichier de clé ${of(holder)} pour l’élection ${uuid}, et non ${wantedUuid}`,
    hint: "donnez le fichier que ce détenteur a créé pour cette élection",
  }),
  "another-authority": ({ holder, kept, found }) => ({
    message: `l’empreinte de la Haute Autorité est ${anchor(found)} ; la clé ${of(holder)} a été créée pour celle d’empreinte ${anchor(kept)}, et ne sert à aucune autre`,
    hint: "demandez aux membres quelle empreinte ils ont lue à haute voix ; si c’est la seconde, ce fichier ou ce dossier est un faux",
  }),
  "holder-saw-more": ({ path, holder, seen, found }) => ({
    message: `d’après ${path}, ${holder} a vu ${several(seen, "ligne(s)")} du journal de cette élection ; ce fichier en a ${found}, ou bien d’autres : c’est une copie ancienne, ou une autre histoire`,
    hint: "reprenez le fichier le plus récent ; s’il est perdu, la Haute Autorité décide de reprendre sur cette copie : urne recover --checkpoint FICHIER --reason …, d’après une empreinte signée ou un récépissé que l’on a gardé ; s’il n’y en a pas : urne recover --lost-after --reason …",
  }),
  "holder-key-unknown": ({ path, holder }) => ({
    message: `la clé que contient ${path} n’est pas celle que ${holder} a reçue à la création des clés`,
    hint: "prenez le fichier issu de la création des clés qui a abouti, ou sa copie",
  }),
  "not-a-trustee-message": ({ path }) => ({
    message: `${path} n’est pas un message de la création des clés, ou il est endommagé`,
    hint: "redemandez-le à son expéditeur",
  }),
  "message-of-other-election": ({ path, uuid }) => ({
    message: `${path} concerne une autre élection (${uuid})`,
    hint: "donnez la demande ou la réponse faite pour cette élection",
  }),
  "holder-keys-absent": ({ holders }) => ({
    message: `aucune décision ne certifie les clés de ces détenteurs, et personne ne pourrait distinguer leurs réponses de celles d’autrui : ${holders.join(", ")}`,
    hint: "chacun lance urne key new DÉTENTEUR ; la Haute Autorité certifie les clés publiques (urne appoint --holder-key DÉTENTEUR.key.pub) ; ou tous se réunissent : urne trustees ceremony",
  }),
  "request-groundless": ({ path, rule }) => ({
    message: {
      acts: `les décisions de ${path} ne se suivent pas, ou il leur manque des signatures que leur quorum exige`,
      authority: `la première décision de ${path} n’installe pas le bureau qu’elle nomme, ou elle est d’une autre élection`,
      definition: `la définition dans ${path} n’est pas celle avec laquelle le bureau a été installé`,
    }[rule],
    hint: "n’y répondez pas : réclamez une autre demande aux membres, et comparez avec eux l’empreinte de la Haute Autorité",
  }),
  "signing-key-needed": ({ holder }) => ({
    message: `${holder} signe avec la clé que la Haute Autorité a certifiée, et cette clé n’est pas ici`,
    hint: "donnez le fichier de clé écrit par urne key new : --sign-with FICHIER",
  }),
  "signing-key-unknown": ({ holder, name }) => ({
    message: `${name} n’est pas la clé que la Haute Autorité a certifiée pour ${holder}`,
    hint: "donnez le fichier de la clé que les membres ont certifiée ; pour une autre clé, ils doivent signer une décision : urne appoint --holder-key",
  }),
  "reply-not-by-holder": ({ path, holder, fault }) => ({
    message: `${path} se présente au nom ${of(holder)}, dont la clé certifiée ne l’a pas signé pour cette élection et cette création des clés (${fault})`,
    hint: `n’en tenez aucun compte : demandez à ${holder} si cette réponse est la sienne, et faites-la refaire par urne trustees answer`,
  }),
  "holder-key-unnamed": ({ holder, step: name, request }) => ({
    message: `cette demande s’adresse à ${holder} (${step(name)}) : il y faut son fichier de clé`,
    hint: `indiquez-le${name === "join" ? ", ou le fichier à créer" : ""} : urne trustees answer ${shellWord(request)} --key ${shellWord(`${holder}.trustee-key`)}${name === "decrypt" ? " --record DOSSIER" : ""}`,
  }),
  "message-not-due": ({ path, holder, step: name }) => ({
    message: `${path} ne répond pas à la dernière demande faite à ${holder} (${step(name)})`,
    hint: "urne trustees status montre qui doit répondre ; urne trustees invite réécrit les demandes",
  }),
  "message-contradicts": ({ path, holder, step: name }) => ({
    message: `${path} : ${holder} a déjà répondu autrement à cette étape (${step(name)})`,
    hint: "demandez au détenteur quelle réponse est la bonne ; si un fichier de clé est perdu, recommencez : urne trustees invite --anew",
  }),
  "step-not-due": ({ holder, step: name }) => ({
    message: `le fichier de clé ${of(holder)} ne peut pas servir maintenant à cette étape (${step(name)}) : elle n’est pas encore venue, ou elle est passée`,
    hint: "donnez le fichier de clé qui a servi à l’étape précédente ; pour s’inscrire, donnez le nom d’un fichier qui n’existe pas encore",
  }),
  "step-answered": ({ holder, step: name }) => ({
    message: `le fichier de clé ${of(holder)} a déjà répondu à une autre demande (${step(name)})`,
    hint: "n’y répondez pas : il existe deux versions de cette création des clés ; si elle est recommencée, créez un nouveau fichier",
  }),
  "another-tally-decrypted": ({ holder, tally }) => ({
    message: `la clé ${of(holder)} a servi à déchiffrer un autre décompte de cette élection (${tally})`,
    hint: "la différence de deux décomptes d’une même élection peut révéler des votes : prévenez aussitôt la Haute Autorité",
  }),
  "too-few-ballots": ({ counted, minimum }) => ({
    message: `${several(counted, "bulletin(s) (serait compté|seraient comptés)")} ; la définition interdit de déchiffrer en dessous de ${minimum}`,
    hint: "la Haute Autorité ne peut qu’annuler le scrutin : urne annul --reason …",
  }),
  "document-of-record": ({ path, name, rule }) => ({
    message:
      rule === "changes"
        ? `${path} : ${name} est une pièce du dossier public qui contient cette décision même : son empreinte ne peut pas y figurer`
        : `${path} n’est pas le ${name} du dossier public, et le rendrait non conforme`,
    hint:
      rule === "changes"
        ? "retirez-le : le dossier public le prouve déjà ; proclamez le procès-verbal ou un autre document de votre main"
        : `donnez un autre nom à ce fichier, ou prenez le ${name} écrit par urne export ; pour remplacer un document proclamé à tort : urne proclaim de nouveau`,
  }),
  "tally-unlike-ballots": ({ findings, unchecked }) => ({
    message: `le décompte ne doit pas être déchiffré : le dossier public dont il vient n’est pas conforme (${[...new Set(findings.map(({ code }) => code)), ...unchecked.map((check) => `${check} non contrôlé`)].join(", ")})`,
    hint: "ne déchiffrez pas : ce fichier ou ce dossier a été modifié ; urne export puis urne verify montrent toutes les anomalies",
  }),
}

export const findings: FindingTexts<HolderFindings> = {
  HOLDER_REPLY: ({ holder, fault }) =>
    ({
      form: `ce qui devrait être la réponse ${of(holder)} n’en est pas une`,
      unsigned: `la clé que la Haute Autorité a certifiée pour ${holder} n’a pas signé la réponse faite en ce nom`,
      forged: `une signature au nom ${of(holder)} n’est pas la sienne`,
      origin: `la réponse ${of(holder)} est d’une autre élection, d’une autre Haute Autorité ou d’une autre création des clés`,
      step: `la réponse ${of(holder)} n’est pas celle de l’étape en cours`,
      request: `${holder} a répondu à une autre demande : on lui a montré d’autres réponses qu’à vous`,
      own: `la réponse au nom ${of(holder)} n’est pas ce que ce fichier de clé a répondu`,
    })[fault],
  HOLDER_STRUCTURE: ({ holder, rule }) =>
    rule === "own-key"
      ? `la clé ${of(holder)} n’est pas à sa place dans l’ensemble des clés, ou des clés que personne ne détient y figurent`
      : "l’ensemble des clés n’est pas celui que forment les réponses signées de tous les détenteurs",
  TRUSTEE_POSSESSION: ({ holder }) =>
    `${holder} ne prouve pas, pour cette élection et ce journal, la possession de sa clé`,
}

export const labels: typeof english = {
  steps: { ...steps },
  columns: {
    owner: "N°",
    holder: "Détenteur",
    part: "Condition",
    file: "Fichier de clé",
    done: "Fait",
    awaited: "Attendu",
    checked: "Épreuve à la ligne",
    request: "Demande",
  },
  mandatory: "indispensable",
  threshold: (needed, holders) => `${needed} sur ${holders}`,
  keyFileOf: (holder) => `Fichier de clé ${of(holder)} (Entrée si le fichier n’est pas ici) :`,
  passphraseOf: (path) => `Phrase secrète pour ${path} (Entrée si son détenteur est absent) :`,
  asked: (election, holder, name) => `Demande de l’élection « ${election} » à ${holder} : ${step(name)}`,
  keyOf: (holder, path) => `\nClé ${of(holder)} (${path})`,
  made: "Les clés des détenteurs sont créées.",
  established: (key) => `Les clés des détenteurs sont créées. Clé de l’élection : ${key}`,
  notBegun: "Les clés des détenteurs ne sont pas encore créées.",
  underWay: "La création des clés est en cours.",
  oneRoom:
    "Toutes les clés ont été un instant sur ce poste : effacez ce qu’il a pu en garder, ou recommencez à distance.",
  requests: (count) => `${several(count, "demande(s) écrite(s)")} : remettez à chaque détenteur la sienne`,
  withRecord:
    "Remettez aussi à chacun le dossier public, d’après lequel sa demande est vérifiée : urne export --tar DOSSIER.tar",
  noRequests: "Rien à demander aux détenteurs pour l’instant.",
  replied: (holder, name, path) => `${holder}, ${step(name)} : réponse écrite dans ${path}`,
  keptAuthority: "Cette clé ne servira à aucune autre Haute Autorité.",
  keyWritten: (path) => `Fichier de clé ${path} : gardez-le, ainsi qu’une copie ; sans lui, le fragment est perdu`,
  received: (count, known) =>
    `${several(count, "réponse(s) reçue(s)")}${known === 0 ? "" : `, dont ${several(known, "déjà connue(s)")}`}`,
  waiting: (who) => `Réponses encore attendues : ${who}`,
  checkedNow: (who, size) => `Possession prouvée à la ligne ${size} du journal : ${who}`,
  unchecked: (who) => `Épreuve non faite : ${who}`,
  allChecked: "Chaque détenteur a prouvé la possession de sa clé.",
  commands: {
    trustees: "les détenteurs de clé et leurs clés",
    ceremony: "créer toutes les clés dans une même salle, chaque détenteur avec sa phrase secrète",
    invite: "écrire une demande pour chaque détenteur, qui crée sa clé ailleurs",
    answer: "répondre à une demande, sur le poste du détenteur",
    receive: "recevoir les réponses, et écrire les demandes suivantes quand toutes celles de l’étape sont là",
    status: "qui a fait quoi",
    check: "chaque détenteur prouve qu’il peut encore se servir de sa clé",
  },
  options: {
    out: "dossier des fichiers de clé",
    requests: "dossier des demandes",
    anew: "recommencer la création des clés : les réponses reçues ne comptent plus",
    key: "fichier de clé du détenteur ; créé quand il s’inscrit",
    keys: "fichier de clé d’un détenteur (à répéter)",
    passphraseFile: "fichier de la phrase secrète du détenteur de même rang (à répéter ; - : entrée standard)",
    reply: "où écrire la réponse",
    signWith:
      "la clé du détenteur que la Haute Autorité a certifiée, écrite par urne key new ; le fichier de clé la garde dès l’inscription",
    signPassphraseFile: "fichier de la phrase secrète de cette clé (- : entrée standard)",
    record: "le dossier public, pour déchiffrer : le détenteur le vérifie d’abord",
    force: "remplacer une réponse existante",
  },
}
