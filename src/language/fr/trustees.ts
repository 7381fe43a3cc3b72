import { fingerprintGroups } from "../../core/fingerprint.ts"
import type { HolderFindings } from "../../core/finding-codes.ts"
import type { TrusteeRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { FindingTexts, RefusalTexts } from "../catalogue.ts"
import type { labels as english } from "../en/trustees.ts"
import { of, several } from "./grammar.ts"

type Step = "join" | "commit" | "deal" | "finish" | "check" | "decrypt"

/** A trust anchor as it is read aloud. */
const anchor = (hash: string) => fingerprintGroups(hash).join(" ")

const steps: Record<Step, string> = {
  join: "rejoindre",
  commit: "annoncer le polynôme",
  deal: "distribuer le polynôme",
  finish: "former le fragment",
  check: "prouver la possession",
  decrypt: "déchiffrer",
}
const step = (name: string) => (steps as Readonly<Record<string, string>>)[name] ?? name

export const refusals: RefusalTexts<TrusteeRefusals> = {
  "trustees-established": () => ({
    message: "les clés de l’urne sont déjà créées",
    hint: "urne trustees status montre qui les détient",
  }),
  "trustees-absent": () => ({
    message: "les clés de l’urne ne sont pas encore créées",
    hint: "dans une même salle : urne trustees ceremony ; à distance : urne trustees invite",
  }),
  "holder-unknown": ({ holder, holders }) => ({
    message: `${holder} ne détient aucune clé de cette élection ; les détenteurs sont ${holders.join(", ")}`,
  }),
  "holder-file-orphan": ({ path, holder }) => ({
    message: `${path} existe, mais cette élection n’a jamais enregistré sa clé : une création des clés s’est arrêtée avant la fin`,
    hint: `il n’ouvre rien ; que ${holder} l’écarte ou le détruise, puis relancez la commande : rm -- ${shellWord(path)}`,
  }),
  "not-a-holder-file": ({ path }) => ({
    message: `${path} n’est pas le fichier de clé d’un détenteur, ou il est endommagé`,
  }),
  "another-holder-file": ({ holder, uuid, wantedHolder, wantedUuid }) => ({
    message:
      uuid === wantedUuid
        ? `c’est le fichier de clé ${of(holder)} ; il faut celui ${of(wantedHolder)}`
        : `c’est le fichier de clé ${of(holder)} pour le scrutin ${uuid}, et non ${wantedUuid}`,
    hint: "donnez le fichier que ce détenteur a créé pour ce scrutin",
  }),
  "another-authority": ({ holder, kept, found }) => ({
    message: `l’empreinte du bureau est ${anchor(found)} ; la clé ${of(holder)} a été créée pour celui de ${anchor(kept)} : elle ne sert que lui`,
    hint: "demandez aux membres quelle empreinte ils ont lue à haute voix ; si c’est la seconde, ce fichier ou ce dossier est un faux",
  }),
  "holder-saw-more": ({ path, holder, seen, found }) => ({
    message: `${path} retient que ${holder} a vu ${several(seen, "ligne(s)")} du journal de cette élection ; ce fichier en a ${found}, ou d’autres : c’est une copie ancienne, ou une autre histoire`,
    hint: "reprenez le fichier le plus récent ; s’il est perdu, la Haute Autorité décide avec : urne recover --checkpoint FICHIER --reason …, d’après une empreinte signée ou un récépissé gardés",
  }),
  "holder-key-unknown": ({ path, holder }) => ({
    message: `la clé de ${path} n’est pas celle que la création des clés a donnée à ${holder}`,
    hint: "prenez le fichier de la création des clés qui a abouti, ou sa copie",
  }),
  "not-a-trustee-message": ({ path }) => ({
    message: `${path} n’est pas un message de la création des clés, ou il est endommagé`,
    hint: "redemandez-le à son expéditeur",
  }),
  "message-of-other-election": ({ path, uuid }) => ({ message: `${path} concerne un autre scrutin (${uuid})` }),
  "holder-keys-absent": ({ holders }) => ({
    message: `aucune décision ne certifie les clés de ces détenteurs, de sorte que personne ne distinguerait leurs réponses d’autres : ${holders.join(", ")}`,
    hint: "chacun lance urne key new DÉTENTEUR ; la Haute Autorité certifie les clés publiques (urne appoint --holder-key DÉTENTEUR.key.pub) ; ou tous se réunissent : urne trustees ceremony",
  }),
  "request-groundless": ({ path, rule }) => ({
    message: {
      acts: `les décisions de ${path} ne se suivent pas, ou il leur manque des signatures que leur quorum exige`,
      authority: `la première décision de ${path} n’installe pas le bureau qu’elle nomme, ou elle est d’un autre scrutin`,
      definition: `la définition dans ${path} n’est pas celle avec laquelle le bureau a été installé`,
    }[rule],
    hint: "ne répondez rien : demandez une autre demande aux membres, et comparez avec eux l’empreinte du bureau",
  }),
  "signing-key-needed": ({ holder }) => ({
    message: `${holder} signe avec la clé que l’autorité a certifiée, et elle n’est pas ici`,
    hint: "donnez le fichier de clé fait par urne key new : --sign-with FICHIER",
  }),
  "signing-key-unknown": ({ holder, name }) => ({
    message: `${name} n’est pas la clé que l’autorité a certifiée pour ${holder}`,
    hint: "donnez le fichier dont les membres ont certifié la moitié publique ; pour une autre clé, ils signent une décision : urne appoint --holder-key",
  }),
  "reply-not-by-holder": ({ path, holder, fault }) => ({
    message: `${path} parle au nom ${of(holder)}, dont la clé certifiée ne l’a pas signé pour ce scrutin et cette cérémonie (${fault})`,
    hint: `n’en reprenez rien : demandez à ${holder} si cette réponse est la sienne, et faites-la refaire par urne trustees answer`,
  }),
  "message-not-due": ({ path, holder, step: name }) => ({
    message: `${path} ne répond pas à la dernière demande faite à ${holder} (${step(name)})`,
    hint: "urne trustees status montre qui est attendu ; urne trustees invite réécrit les demandes",
  }),
  "message-contradicts": ({ path, holder, step: name }) => ({
    message: `${path} : ${holder} a déjà répondu à cette étape (${step(name)}), et autrement`,
    hint: "demandez au détenteur laquelle est la bonne ; si un fichier de clé est perdu : urne trustees invite --anew",
  }),
  "step-not-due": ({ holder, step: name }) => ({
    message: `le fichier de clé ${of(holder)} ne peut pas ${step(name)} maintenant : il n’en est pas là, ou il l’a dépassé`,
    hint: "donnez le fichier de clé de l’étape précédente ; pour rejoindre, donnez le nom d’un fichier qui n’existe pas",
  }),
  "step-answered": ({ holder, step: name }) => ({
    message: `le fichier de clé ${of(holder)} a déjà répondu à une autre demande (${step(name)})`,
    hint: "n’y répondez pas : il existe deux versions de cette création des clés ; si elle est recommencée, créez un nouveau fichier",
  }),
  "another-tally-decrypted": ({ holder, tally }) => ({
    message: `la clé ${of(holder)} a servi à déchiffrer un autre décompte de ce scrutin (${tally})`,
    hint: "deux décomptes d’un même scrutin, soustraits, peuvent révéler des votes : prévenez aussitôt le bureau",
  }),
  "too-few-ballots": ({ counted, minimum }) => ({
    message: `${several(counted, "bulletin(s) (serait compté|seraient comptés)")} ; la définition interdit de déchiffrer en dessous de ${minimum}`,
    hint: "le bureau ne peut qu’annuler le scrutin : urne annul --reason …",
  }),
  "document-of-record": ({ path, name, rule }) => ({
    message:
      rule === "changes"
        ? `${path} : ${name} est une pièce du dossier public qui contient cette décision même : son empreinte ne peut pas y figurer`
        : `${path} n’est pas le ${name} du dossier public, et le rendrait non conforme`,
    hint:
      rule === "changes"
        ? "laissez-le de côté : le dossier le prouve lui-même ; proclamez le procès-verbal ou un autre document à vous"
        : `donnez un autre nom au fichier, ou le ${name} d’urne export ; un document proclamé à tort est remplacé par un nouvel urne proclaim`,
  }),
  "tally-unlike-ballots": ({ findings, unchecked }) => ({
    message: `le décompte ne doit pas être déchiffré : son dossier public n’est pas conforme (${[...new Set(findings.map(({ code }) => code)), ...unchecked.map((check) => `${check} non contrôlé`)].join(", ")})`,
    hint: "ne déchiffrez pas : ce fichier ou ce dossier a été altéré ; urne export puis urne verify montrent tout ce qui ne va pas",
  }),
}

export const findings: FindingTexts<HolderFindings> = {
  HOLDER_REPLY: ({ holder, fault }) =>
    ({
      form: `ce qui devrait être la réponse ${of(holder)} n’en est pas une`,
      unsigned: `la clé que l’autorité a certifiée pour ${holder} n’a pas signé la réponse faite en son nom`,
      forged: `une signature au nom ${of(holder)} n’est pas la sienne`,
      origin: `la réponse ${of(holder)} est d’un autre scrutin, d’une autre autorité ou d’une autre cérémonie`,
      step: `la réponse ${of(holder)} n’est pas celle de l’étape qui vient`,
      request: `${holder} a répondu à une autre demande : on lui a montré d’autres réponses qu’à vous`,
      own: `la réponse au nom ${of(holder)} n’est pas ce que ce fichier de clé a répondu`,
    })[fault],
  HOLDER_STRUCTURE: ({ holder, rule }) =>
    rule === "own-key"
      ? `la clé ${of(holder)} n’est pas à sa place parmi celles des détenteurs, ou d’autres clés y figurent que personne ne détient`
      : "la structure des détenteurs n’est pas celle que font les réponses signées de tous",
  TRUSTEE_POSSESSION: ({ holder }) => `${holder} ne prouve pas, pour ce scrutin et ce journal, qu’il a sa clé`,
}

export const labels: typeof english = {
  steps: { ...steps },
  columns: {
    owner: "N°",
    holder: "Détenteur",
    part: "Part",
    file: "Fichier de clé",
    done: "Fait",
    awaited: "Attendu",
    checked: "Épreuve à la ligne",
    request: "Demande",
  },
  mandatory: "indispensable",
  threshold: (needed, holders) => `${needed} sur ${holders}`,
  keyFileOf: (holder) => `Fichier de clé ${of(holder)} (Entrée : absent) :`,
  passphraseOf: (path) => `Phrase secrète pour ${path} (Entrée : détenteur absent) :`,
  keyOf: (holder, path) => `\nClé ${of(holder)} (${path})`,
  made: "Les clés de l’urne sont créées.",
  established: (key) => `Les clés de l’urne sont créées. Clé du scrutin ${key}`,
  notBegun: "Les clés de l’urne ne sont pas encore créées.",
  underWay: "La création des clés est en cours.",
  nextCheck: "Ensuite, épreuve des clés par chaque détenteur : urne trustees check",
  oneRoom:
    "Toutes les clés ont été un instant sur ce poste : détruisez ce qu’il a pu en garder, ou créez-les à distance.",
  requests: (count) => `${several(count, "demande(s) écrite(s)")} : remettez à chaque détenteur la sienne`,
  noRequests: "Rien à demander à un détenteur pour l’instant.",
  replied: (holder, name, path) => `${holder}, ${step(name)} : réponse écrite dans ${path}`,
  keptAuthority: "Cette clé ne servira aucun autre bureau. Comparez avec ce que ses membres ont lu à haute voix.",
  keyWritten: (path) => `fichier de clé ${path} : gardez-le, et une copie ; sans lui le fragment est perdu`,
  received: (count, known) =>
    `${several(count, "réponse(s) reçue(s)")}${known === 0 ? "" : `, dont ${several(known, "déjà connue(s)")}`}`,
  waiting: (who) => `encore attendus : ${who}`,
  checkedNow: (who, size) => `possession prouvée à la ligne ${size} du journal : ${who}`,
  unchecked: (who) => `épreuve non faite : ${who}`,
  allChecked: "Chaque détenteur a prouvé la possession de sa clé.",
  commands: {
    trustees: "les clés de l’urne et leurs détenteurs",
    ceremony: "créer toutes les clés dans une même salle, chaque détenteur avec sa phrase secrète",
    invite: "écrire une demande pour chaque détenteur, qui crée sa clé ailleurs",
    answer: "répondre à une demande, sur le poste du détenteur",
    receive: "recevoir les réponses, et écrire les demandes suivantes quand le tour est complet",
    status: "qui a fait quoi",
    check: "chaque détenteur prouve qu’il peut encore se servir de sa clé",
  },
  options: {
    out: "dossier des fichiers de clé",
    requests: "dossier des demandes",
    anew: "recommencer la création des clés : les réponses reçues ne comptent plus",
    key: "fichier de clé du détenteur ; créé quand il rejoint",
    keys: "fichier de clé d’un détenteur (à répéter)",
    passphraseFile: "fichier de la phrase secrète du détenteur de même rang (à répéter ; - est l’entrée standard)",
    reply: "où écrire la réponse",
    signWith:
      "la clé du détenteur que l’autorité a certifiée, faite par urne key new ; le fichier de clé la garde depuis l’inscription",
    signPassphraseFile: "fichier avec la phrase secrète de cette clé (- est l’entrée standard)",
    record: "le dossier public, pour déchiffrer : le détenteur le vérifie d’abord",
    force: "remplacer une réponse existante",
  },
}
