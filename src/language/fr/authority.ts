import { fingerprintGroups } from "../../core/fingerprint.ts"
import type { ActFileFault, AuthorityRefusals, Missing } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { labels as english } from "../en/authority.ts"
import type { RefusalTexts } from "../texts.ts"
import { agreed, of, several } from "./grammar.ts"
import { labels as lifecycle } from "./lifecycle.ts"

function missing(what: Missing): string {
  switch (what.thing) {
    case "member-key":
      return `la clé ${of(what.member)} (créez, avec cette clé, un autre fichier d’élection : urne init)`
    case "roll":
      return "la liste électorale (urne roll import)"
    case "trustees":
      return "les clés des détenteurs (urne trustees ceremony)"
    case "credentials":
      return "les codes de vote (urne credentials generate)"
    case "tally":
      return "le décompte chiffré (urne tally)"
    case "result":
      return "les résultats (urne decrypt)"
    case "possession":
      return `l’épreuve de la clé ${of(what.holder)} (urne trustees check)`
    case "voters":
      return `des électeurs : ${several(what.eligible, "inscrit(s)")}, et rien n’est jamais déchiffré en dessous de ${several(what.minimum, "bulletin(s)")} (minimum-ballots) ; chargez une liste plus longue, ou annulez et recommencez avec un minimum plus bas`
    case "batch":
      return `le lot ${what.number} du canal ${what.channel}`
  }
}

const altered = {
  journal: "le journal ne contient pas sa proposition",
  text: "son texte n’est pas celui que cite le journal",
  state: "le journal dit le contraire de sa prise d’effet",
  authority: "elle est incompatible avec les décisions précédentes",
  quorum: "elle est donnée pour avoir pris effet, alors que les signatures de son quorum manquent",
  absent: "le journal contient sa proposition, et elle a disparu",
  signature:
    "à la place de la signature de ce membre se trouve une ligne qui n’en est pas une, et qui empêche de l’y mettre",
} as const

const actFileFaults = (act: number): Readonly<Record<ActFileFault["rule"], string>> => ({
  form: "il n’a pas la forme d’un tel fichier",
  text: "le texte de l’une des décisions est illisible",
  pending: "la dernière décision, et elle seule, doit attendre des signatures",
  election: "les décisions ne concernent pas toutes la même élection",
  journal: `le journal que cite la décision ${act} ne prolonge pas celui de la décision précédente`,
  previous: `la décision ${act} ne suit pas la dernière qui a pris effet`,
  authority: `rien n’y dit qui a le droit de prendre la décision ${act}`,
  quorum: `il manque à la décision ${act} des signatures que son quorum exige`,
  definition: "la définition jointe n’est pas celle avec laquelle le bureau a été installé",
  result:
    "les résultats joints ne sont pas ceux dont la décision porte l’empreinte, ou la décision de desceller l’urne manque",
  other: `la décision ${act} qu’il contient n’est pas la décision ${act} de ce fichier d’élection`,
})

export const refusals: RefusalTexts<AuthorityRefusals> = {
  "act-altered": ({ act, rule }) => ({
    message: `la décision ${act} du fichier d’élection n’est pas celle qui a été prise : ${altered[rule]}. Quelqu’un a écrit dans le fichier`,
    hint:
      rule === "signature"
        ? "retirez-la (urne act withdraw) et proposez-la de nouveau : la nouvelle décision aura une place pour chaque signature"
        : "gardez ce fichier tel quel, et reprenez sur la dernière sauvegarde : urne recover",
  }),
  "not-ready": ({ kind, missing: things }) => ({
    message: `impossible de ${lifecycle.acts[kind]} ; il manque : ${things.map(missing).join(" ; ")}`,
  }),
  "act-pending": ({ act, kind }) => ({
    message: `la décision ${act} attend des signatures : ${lifecycle.acts[kind]}`,
    hint: "signez-la (urne act sign) ou retirez-la (urne act withdraw)",
  }),
  "no-act-pending": () => ({
    message: "aucune décision n’attend de signature",
    hint: "urne status indique l’étape suivante",
  }),
  "no-such-act": ({ act, acts }) => ({
    message: `il n’y a pas de décision ${act}`,
    hint: acts === 0 ? "aucune n’a encore été proposée" : `la dernière porte le numéro ${acts}`,
  }),
  "act-expired": ({ act }) => ({ message: `la décision ${act} a expiré`, hint: "proposez-la de nouveau" }),
  "act-stale": ({ act, instead }) => ({
    message:
      instead === undefined
        ? `ce qu’énonce la décision ${act} a changé depuis qu’elle a été proposée`
        : `la décision ${act}, montrée ici, n’est plus en attente : ${instead === act ? "son texte a changé" : `la décision ${instead} a pris sa place`}. Rien n’a été signé`,
    hint:
      instead === undefined
        ? "proposez-la de nouveau, et lisez le nouveau texte"
        : "avant toute signature, lisez celle qui est en attente : urne act show",
  }),
  "election-exists": ({ path }) => ({
    message: `${path} existe déjà`,
    hint: "urne status montre où en est cette élection ; pour en commencer une autre, donnez-lui un autre nom : --out",
  }),
  "urn-key-orphan": ({ path, election }) => ({
    message: `${path} existe déjà, mais pas ${election} : une commande précédente s’est arrêtée avant la fin, ou le fichier d’élection a été déplacé`,
    hint: `si cette clé n’a servi à créer aucune élection, détruisez son fichier (rm -- ${shellWord(path)}), puis relancez la commande`,
  }),
  "public-key-missing": ({ path, publicPath }) => ({
    message: `${path} existe déjà, sans sa clé publique : une commande précédente s’est arrêtée avant la fin`,
    hint: `la clé est intacte ; écrivez sa clé publique : urne key show ${shellWord(path)} > ${shellWord(publicPath)}`,
  }),
  "member-keys-absent": ({ members }) => ({
    message: `aucune clé n’est donnée pour ${members.join(", ")}, et le bureau ne pourrait jamais être installé ; rien n’a été créé`,
    hint: "chaque membre crée la sienne (urne key new) ; donnez-les toutes : --member-key ANNE.key.pub BRUNO.key.pub",
  }),
  "public-key-given": ({ path }) => ({
    message: `${path} est une clé publique, avec laquelle on ne peut rien signer`,
    hint: `donnez le fichier de la clé elle-même : ${path.replace(/\.pub$/, "")}`,
  }),
  "not-a-member-key": ({ path }) => ({
    message: `${path} n’est pas la clé d’un membre`,
    hint: "urne key new en crée une",
  }),
  "not-a-verifier-key": ({ path }) => ({
    message: `${path} n’est pas une clé publique (NOM+id+clé)`,
    hint: "urne key new l’écrit à côté de la clé, dans un fichier .pub",
  }),
  "key-of-other-world": ({ name, rehearsal }) => ({
    message: rehearsal
      ? `${name} est une clé de scrutin à blanc, alors que cette élection est réelle`
      : `${name} est une clé d’élection réelle, alors que ceci est un scrutin à blanc`,
    hint: rehearsal
      ? "créez la clé réelle du membre : urne key new MEMBRE"
      : "créez-en une : urne key new MEMBRE --rehearsal",
  }),
  "key-of-other-kind": ({ name, wanted }) => ({
    message:
      wanted === "cosignature"
        ? `${name} n’est pas la clé d’un témoin, qui contresigne les empreintes du journal et ne signe rien d’autre`
        : `${name} est la clé d’un témoin, qui contresigne les empreintes du journal et ne signe rien d’autre`,
    hint:
      wanted === "cosignature"
        ? "un témoin crée la sienne avec : urne key new NOM --witness"
        : "urne key new en crée une autre",
  }),
  "member-unknown": ({ name, members }) => ({
    message: `aucun membre de la Haute Autorité ne s’appelle « ${name} » ; les membres sont ${members.join(", ")}`,
    hint: "donnez l’un de ces identifiants ; pour signer, le nom d’un fichier de clé convient aussi",
  }),
  "not-a-member": ({ name }) => ({
    message: `${name} n’est pas la clé d’un membre de la Haute Autorité`,
    hint: "urne authority list montre les membres et leurs clés",
  }),
  "same-key-twice": ({ name }) => ({
    message: `${name} est donnée deux fois, ou la Haute Autorité a déjà désigné cette clé`,
    hint: "chaque personne a sa propre clé, l’urne aussi, et une clé remplacée ne peut plus servir ; donnez-en une autre",
  }),
  "key-of-other-authority": ({ name, kept, found }) => ({
    message: `${name} a signé pour la Haute Autorité d’empreinte ${fingerprintGroups(kept).join(" ")} ; ce fichier, de la même élection, est celui d’une autre : ${fingerprintGroups(found).join(" ")}`,
    hint: "ne signez pas : demandez aux autres membres quelle empreinte a été lue à haute voix ; ce fichier n’est pas celui de cette élection",
  }),
  "act-contradicts-memory": ({ act }) => ({
    message: `cette clé a déjà signé un autre texte de la décision ${act}`,
    hint: "ne signez pas : il existe deux versions de cette élection ; comparez votre fichier avec ceux des autres membres",
  }),
  "journal-not-extended": ({ signed, size }) => ({
    message: `le journal de ${several(size, "ligne(s)")} que cite cette décision ne contient pas ${agreed(signed, "(la ligne|les lignes)")} que cette clé a signée${agreed(signed, "(s)")} (${signed})`,
    hint: "ne signez pas : ce fichier est une copie ancienne, ou a été remplacé ; comparez-le avec ceux des autres membres. S’il ne reste rien de plus récent, la Haute Autorité dit après quelle ligne quelque chose peut être perdu : urne recover --lost-after LIGNES …",
  }),
  "not-an-act-file": ({ path, rule, act }) => ({
    message: `${path} n’est pas une décision telle que l’écrit urne act export : ${actFileFaults(act ?? 0)[rule]}`,
    hint: "redemandez ce fichier à la personne qui garde le fichier d’élection ; elle l’écrit avec : urne act export",
  }),
  "act-of-other-election": ({ path, uuid }) => ({
    message: `${path} concerne une autre élection (${uuid})`,
    hint: "donnez le fichier qu’urne act export a écrit pour cette élection",
  }),
  "given-missing": ({ kind, option }) => ({ message: `pour ${lifecycle.acts[kind]}, donnez ${option}` }),
  "hour-refused": ({ kind, given, limit }) => ({
    message: `${lifecycle.acts[kind]} : l’heure donnée, ${given}, est refusée ; elle doit être postérieure au ${limit}`,
  }),
  "passphrase-too-short": ({ file, least }) => ({
    message: `la phrase secrète de ${file} compte moins de ${least} caractères`,
    hint: "il en faut une plus longue pour une nouvelle clé ; à l’écran, sans --passphrase-file, urne tire six mots au sort",
  }),
  "signing-cancelled": ({ act }) => ({
    message: `annulé ; la décision ${act} attend des signatures`,
    hint: "pour continuer : urne act sign ; pour la retirer : urne act withdraw",
  }),
}

export const labels: typeof english = {
  passphraseOf: (name) => `Phrase secrète pour ${name} :`,
  newPassphrase: "Phrase secrète de la nouvelle clé (Entrée : six mots tirés au sort) :",
  shortPassphrase: (least) => `Il faut au moins ${least} caractères ; Entrée seule : six mots tirés au sort`,
  drawnPassphrase: "La phrase secrète de cette clé. Notez-la sur papier ; elle ne sera plus affichée :",
  typeBack: "Saisissez-la de nouveau :",
  typedAnother: "Ce n’est pas la même. Saisissez-la de nouveau ; Entrée seule pour en choisir une autre.",
  askReason: "Motif, en une phrase (il figure dans la décision, lisible par tous) :",
  reasonForm: (most) => `Il faut un motif d’une ligne, de ${most} caractères au plus`,
  signersNow: "Peuvent signer maintenant :",
  keyElsewhere: "clé absente : saisissez le nom de son fichier",
  withoutHalf: (path) => `${path} (d’après son nom : ${path}.pub n’est pas ici)`,
  severalCalled: (typed, people) => `« ${typed} » peut désigner ${people} : saisissez l’identifiant.`,
  keyNotHere: (person) => `Le fichier de clé ${of(person)} n’est pas ici : saisissez son chemin.`,
  keyToSign: "Fichier de clé du membre qui signe :",
  nextKey: (missing) => `Qui signe : numéro, nom ou fichier de clé (il manque ${missing} ; Entrée pour arrêter) :`,
  hasSigned: (name) => `${name} a signé`,
  hadSigned: (name) => `${name} avait déjà signé`,
  stillMissing: (said, missing) => `${said} ; il manque : ${missing}`,
  mayStillSign: "Peuvent encore signer",
  signatures: (count, total) => `${several(count, "signature(s)")} sur ${total}`,
  missing: "il manque",
  stillLacking: "Il manque",
  oneMore: (count) => several(count, "signature(s)"),
  ofRole: (count, role) => `${count} en qualité de ${role}`,
  amongThem: (signatures, roles) => `${signatures}, dont ${roles}`,
  actTitle: (act, kind) => `Décision ${act} (${kind})`,
  pending: "en attente de signatures",
  effective: "a pris effet",
  dropped: "sans suite",
  signedBy: "Signée par",
  invalidLines: (count, members) =>
    `${several(count, "ligne(s) de signature du fichier (n’est pas valable et ne compte|ne sont pas valables et ne comptent) pas")}, au nom de : ${members}. Quelqu’un a écrit dans le fichier`,
  expires: "Expire",
  keyWritten: (name, path) => `Clé ${name} écrite dans ${path}`,
  keepKey:
    "Gardez le fichier de la clé sur un support à vous, sa phrase secrète à part, et une copie dans un second lieu : jamais à côté du fichier d’élection, avec les clés des autres.",
  publicKey: "Clé publique (à remettre à la personne qui prépare l’élection)",
  created: (path) => `Fichier d’élection ${path} créé`,
  urnKeyWritten: (path) =>
    `Clé de l’urne écrite dans ${path} : gardez-la à côté du fichier d’élection, et une copie sur un support à part : sans elle, une sauvegarde ne se reprend pas sur un autre poste`,
  urnKeyTerm: (number, key, term) => `Clé de l’urne n° ${number} : ${key} (${term})`,
  signsSince: (size) =>
    size === "0"
      ? "signe depuis le début du journal"
      : `signe depuis que le journal compte ${several(size, "ligne(s)")}`,
  replacedAt: (size) => `remplacée quand le journal comptait ${several(size, "ligne(s)")}`,
  holderKeyOf: (holder, key) => `Clé du détenteur ${holder} : ${key}`,
  withdrawn: (act) => `Décision ${act} retirée`,
  fingerprint: "Empreinte de la Haute Autorité",
  compareFingerprint: "Comparez cette empreinte à celle que les membres de la Haute Autorité ont lue à haute voix.",
  fingerprintNote:
    "Lisez cette empreinte à voix haute. Quiconque vérifie le dossier public la compare : urne verify DOSSIER --authority",
  columns: {
    member: "Membre",
    role: "Fonction",
    name: "Nom",
    key: "Clé",
    act: "Décision",
    kind: "Objet",
    state: "État",
    signed: "Signatures",
  },
  noActs: "Aucune décision pour l’instant.",
  recorded: (act, member) => `Noté pour la décision ${act} : ${member}`,
  answered: {
    declined: ({ member, reason }) => `${member} a refusé de signer : ${reason}`,
    reserved: ({ member, reason }) => `${member} émet une réserve : ${reason}`,
    absent: ({ member, reason, by }) => `Absence ${of(member)}, notée par ${by} : ${reason}`,
    afterAll: (members) => `Un refus n’est pas définitif ; peuvent encore signer : ${members}`,
  },
  exported: (path) => `Décision écrite dans ${path} : portez-la au membre, qui la signe avec urne act sign`,
  imported: (count) => several(count, "nouvelle(s) signature(s)"),
  carried: (path) => `Décision signée écrite dans ${path} : rapportez-la, puis lancez urne act import`,
  words: { annul: "ANNULER" },
  commands: {
    key: "clés de signature des membres",
    keyNew:
      "créer la clé d’un membre, d’un détenteur, d’un canal ou d’un témoin (un fichier age protégé par une phrase secrète, et son .pub)",
    keyShow: "montrer la clé publique d’un fichier de clé",
    init: "créer le fichier d’élection à partir d’une définition et des clés publiques des membres",
    authority: "les membres de la Haute Autorité",
    authorityList: "membres, fonctions, clés et empreinte de la Haute Autorité",
    constitute: "installer le bureau : membres, fonctions, quorums, clé de l’urne",
    act: "décisions signées par plusieurs membres",
    actShow: "montrer la décision en attente, ou une décision par son numéro",
    actSign: "signer la décision en attente, ou un fichier emporté par act export",
    actExport: "écrire la décision en attente dans un fichier qu’un membre signera ailleurs",
    actImport: "charger les signatures d’un fichier rapporté",
    actDecline: "noter un refus ou une absence, avec son motif",
    actReserve: "noter une réserve sur une décision",
    actWithdraw: "retirer la décision en attente",
    replace: "remplacer un membre par un suppléant",
    appoint: "désigner des clés : celles de détenteurs, ou une autre clé de l’urne",
    annul: "annuler le scrutin",
  },
  options: {
    key: "fichier de clé d’un membre qui signe (à répéter)",
    passphraseFile: "fichier de la phrase secrète de la clé de même rang (- pour l’entrée standard)",
    onePassphraseFile: "fichier de la phrase secrète de la clé (- : entrée standard)",
    name: "nom porté par la clé, s’il n’est pas l’identifiant du membre",
    rehearsal: "une clé pour les scrutins à blanc seulement",
    witness: "la clé d’un témoin extérieur, qui contresigne les empreintes du journal",
    out: "où l’écrire",
    memberKey: "clé publique d’un membre (à répéter)",
    witnessKey: "clé publique d’un témoin extérieur (à répéter)",
    channelKey: "CANAL=FICHIER : clé publique qui signe les lots d’un canal (à répéter)",
    holderKey: "clé publique d’un détenteur, dont le nom finit par son identifiant (à répéter)",
    asUrnKey: "fichier de la clé avec laquelle l’urne signera désormais, ou sa clé publique",
    newUrnKey: "créer d’abord cette clé, à côté du fichier d’élection",
    reason: "le motif, en une phrase",
    validFor: "nombre d’heures pendant lesquelles la décision peut être signée",
    noSign: "proposer seulement : les signatures viendront ensuite",
    absent: "le membre dont on note l’absence",
    member: "le membre sortant",
    by: "le suppléant entrant",
    byKey: "clé publique du suppléant",
    force: "remplacer un fichier existant",
  },
}
