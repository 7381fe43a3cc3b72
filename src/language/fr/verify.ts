import type { VerifyFindings } from "../../core/record-findings.ts"
import type { VerifyRefusals } from "../../core/refusals.ts"
import type { SilenceRule, TableRule } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/verify.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { complaintRules } from "./complaints.ts"
import { componentRules } from "./components.ts"
import { custodyRules } from "./custody.ts"
import { agreed, of, several } from "./grammar.ts"
import { labels as lifecycle } from "./lifecycle.ts"
import { preflightRules } from "./preflight.ts"
import { stampedThing, stampFaults } from "./stamps.ts"
import { arrivalRules } from "./urn.ts"

const tarRules = {
  header: "ce n’est pas l’en-tête qu’un dossier public a à cet endroit",
  padding: "les octets de remplissage de l’entrée ne sont pas tous nuls",
  order: "l’entrée n’est pas à sa place dans l’ordre d’un dossier public",
  time: "l’entrée n’a pas la date commune à toutes",
  end: "le fichier tar ne finit pas comme un dossier public",
} as const

const noteFaults = {
  form: "ce n’est pas un texte signé de cette forme",
  origin: "texte d’une autre élection, ou d’un scrutin à blanc",
  unsigned: "il y manque la signature de la clé qui devait signer",
  forged: "une signature au nom de cette clé n’est pas la sienne",
  name: "ce n’est pas ce qu’annonce le nom du fichier",
  term: "signature d’une clé de l’urne que la Haute Autorité n’avait pas désignée pour ce point du journal, ou avait remplacée",
  channel: "texte d’un autre canal",
} as const

const batchRules = {
  twice: "a déjà été annoncé",
  never: "a été reçu sans avoir été annoncé",
  "received-twice": "a déjà été reçu",
  unlike: "n’a pas été reçu tel qu’il avait été annoncé",
  lines: "contient des lignes qui n’ont été ni acceptées ni refusées",
  ballots: "a apporté plus de bulletins que l’urne n’en a reçu depuis son annonce",
} as const

const noticeEntered = {
  never: "le registre ne dit pas qu’il a été publié",
  note: "le registre désigne un autre texte par ce numéro",
  twice: "le registre dit deux fois qu’il a été publié",
  order: "le registre le désigne après un numéro plus grand",
  absent: "le registre dit qu’il a été publié, et le dossier ne le contient pas",
} as const
const noticeStates = {
  cut: "il n’en compte pas tant",
  root: "ce ne sont pas celles-ci",
  point: "aucun comptage ni aucune étape ne rendait cet état public",
  passed: "ce qui est venu ensuite changeait déjà ce qu’il dit",
} as const
const noticeTimes = {
  notice: "celui du communiqué précédent, et postérieur",
  journal: "celui de la ligne du journal qu’il désigne, et postérieur",
  entry: "celui de sa propre inscription au registre, et antérieur",
} as const

const none = (value: string | number | undefined) => value ?? "absent"
const dueNumbers = (numbers: readonly number[]) => (numbers.length === 0 ? "aucun" : `n° ${numbers.join(", ")}`)
const phase = (name: keyof typeof lifecycle.phases | undefined) =>
  name === undefined ? "aucune" : lifecycle.phases[name]

const changedLineEnds =
  "seules les fins de ligne de ce fichier ont été changées (en CR LF, comme le font la messagerie et certains archiveurs) ; prenez le dossier public tel qu’il a été publié, en fichier tar s’il doit être envoyé"

/** Says that a register does not begin as it should. */
function firstEntries(count: number | string): string {
  return agreed(
    count,
    `(sa première écriture n’est pas celle-ci|ses ${count} premières écritures ne sont pas celles-ci)`,
  )
}

const silenceRules: Readonly<Record<SilenceRule, string>> = {
  number: "ce n’est pas le numéro suivant",
  hours: "elle n’est pas comprise dans le vote, ou finit après sa propre écriture",
  rule: "d’après ses propres chiffres, ce n’en est pas une : trop courte, trop de bulletins, ou pas assez rare",
  p: "p ne découle pas de K, S et g",
  figures: "les bulletins attendus, S et g se contredisent",
  again: "une écriture antérieure porte sur le même temps",
  counted: "le journal y compte plus de bulletins",
  unknown: "aucune écriture antérieure n’en parle",
}

const tableRules: Readonly<Record<TableRule, string>> = {
  number: "ce n’est pas le numéro suivant",
  source: "avant lui, le journal n’a ni ce décompte, ni l’urne figée à cet instant",
  registered: "il n’a pas autant d’inscrits que la liste électorale",
  voters: "ses votants ne sont pas ceux des bulletins d’avant cet instant",
  order: "il a moins de votants que le tableau précédent",
  again: "un tableau antérieur dit la même chose",
  sum: "la somme de ses groupes n’est pas son total, ou un groupe y figure deux fois",
  few: "il renseigne, pour un groupe, sur moins de personnes que la définition ne l’admet",
  groups: "il donne des groupes, que la définition ne publie qu’une fois l’urne figée, ou pas du tout",
}

function statedRegister(rule: VerifyFindings["REGISTER_STATED"]["rule"], stated: string): string {
  switch (rule) {
    case "form":
      return stated === "" ? "la décision n’énonce pas le registre" : `la décision n’énonce aucun registre : ${stated}`
    case "altered":
      return "quand les membres ont signé, un autre programme avait écrit dans le registre"
    case "cut":
      return `la décision énonce un registre de ${several(stated, "écriture(s)")} ; celui-ci en a moins`
    case "other":
      return `la décision énonce un autre registre : ${firstEntries(stated)}`
  }
}

const suspensionRules = {
  forbidden: "la définition n’en permet aucune",
  election: "elle porte sur une autre élection",
  number: "son numéro n’est pas celui de sa ligne du journal",
  after: "elle ne désigne pas la dernière décision en vigueur",
  closes: "elle énonce une autre heure de clôture",
  time: "son texte a été établi après sa ligne du journal, ou plus de 15 minutes avant",
  until: "elle ne finit pas quand le veut la définition",
  answered: "la Haute Autorité n’avait rien décidé depuis la précédente",
} as const

export const findings: FindingTexts<VerifyFindings> = {
  BUNDLE_TAR: ({ rule }) => tarRules[rule],
  BUNDLE_SIZE: ({ limit }) => `le fichier dépasse ${limit} octets`,
  BUNDLE_FILES: ({ limit }) => `il y a plus de ${limit} fichiers : aucun dossier public n’en compte autant`,
  FILE_UNKNOWN: () => "aucun fichier d’un dossier public ne porte ce nom",
  FILE_MISSING: () => "le fichier manque",
  FILE_UNLISTED: () => "le fichier n’est pas dans le manifeste",
  FILE_HASH: ({ listed, computed, lineEnds }) =>
    lineEnds === true ? changedLineEnds : `le manifeste indique le SHA-256 ${listed} ; le fichier a ${computed}`,
  MANIFEST_FORM: ({ lineEnds }) =>
    lineEnds === true ? changedLineEnds : "le manifeste n’est pas sous sa forme unique",

  NOTICE_FORM: () => "ce n’est pas un communiqué signé",
  NOTICE_ELECTION: ({ uuid, rehearsal }) =>
    `le communiqué porte sur ${rehearsal ? "le scrutin à blanc" : "le scrutin"} ${uuid}, qui n’est pas celui-ci`,
  NOTICE_SIGNATURE: ({ name }) =>
    `la signature ${of(name)} n’est pas celle d’une personne qui était membre à ce moment`,
  NOTICE_SIGNERS: ({ signed, needed }) =>
    `il faut la signature de ${several(needed, "membre(s)")}, et il y a ${signed.length === 0 ? "aucune signature" : `${agreed(signed.length, "celle(s)")} ${signed.map(of).join(", ")}`}`,
  NOTICE_SEQUENCE: ({ number, expected }) =>
    `le communiqué porte le n° ${number}, alors que le n° ${expected} est attendu`,
  NOTICE_CHAIN: ({ stated, expected }) => `il désigne ${stated} comme le communiqué précédent, qui est ${expected}`,
  NOTICE_ENTERED: ({ number, rule }) => `communiqué n° ${number} : ${noticeEntered[rule]}`,
  NOTICE_STATE: ({ log, size, rule }) =>
    `il désigne l’état ${log === "journal" ? `du journal de ${several(size, "ligne(s)")}` : `du registre de ${several(size, "écriture(s)")}`} : ${noticeStates[rule]}`,
  NOTICE_TIME: ({ at, other, rule }) =>
    `il est daté du ${at}, ce que contredit l’instant ${other} (${noticeTimes[rule]})`,
  NOTICE_DUE: ({ stated, expected }) =>
    `il dit tenir lieu des communiqués attendus : ${dueNumbers(stated)} ; étaient attendus : ${dueNumbers(expected)}`,
  NOTICE_REFERENCE: ({ what, number, line }) =>
    what === "incident"
      ? `il cite l’incident n° ${number}, que le registre ne connaissait pas`
      : `il rectifie la ligne ${none(line)} du communiqué n° ${number}, qui n’existe pas`,
  NOTICE_TEXT: ({ line, stated, expected }) =>
    `la ligne ${line} dit « ${stated} » ; du dossier résulte « ${expected} », et aucun communiqué ultérieur ne la rectifie`,
  NOTICE_LINES: ({ lines, expected }) => `le texte a ${several(lines, "ligne(s)")} ; le dossier en donne ${expected}`,

  REGISTER_CHECKPOINT: ({ fault }) => noteFaults[fault],
  REGISTER_MISSING: () => "le registre a deux fichiers, register.jsonl et register.txt ; celui-ci manque",
  REGISTER_CUT: ({ size, entries }) =>
    `l’empreinte est celle de ${several(size, "écriture(s)")} ; le registre en a ${entries}`,
  REGISTER_ROOT: ({ size }) => `ce qui a été signé est un autre registre : ${firstEntries(size)}`,
  REGISTER_FORM: () => "ce n’est pas la forme canonique d’une écriture du registre",
  REGISTER_SIZE: ({ limit }) => `le registre dépasse ${limit} octets ; il n’a pas été lu`,
  REGISTER_TIME: ({ at, last }) => `l’écriture est datée du ${at}, avant celle qui la précède (${last})`,
  REGISTER_SIGNATURE: () =>
    "une signature ne vaut pas pour cette écriture et celles qui la précèdent, ou sa clé n’était pas habilitée à ce moment",
  REGISTER_SIGNERS: ({ type, signed }) =>
    `les signatures (${signed.length === 0 ? "aucune" : signed.join(", ")}) ne suffisent pas pour une écriture ${type}`,
  REGISTER_WRITER: ({ writer, rule }) =>
    rule === "key"
      ? `la clé ${of(writer)} ne pouvait pas être habilitée : son nom se termine autrement, ou l’identifiant ou la clé était déjà pris`
      : `personne d’identifiant ${writer} n’était habilité à écrire`,
  REGISTER_REFERENCE: ({ entry }) => `aucune personne arrivée à l’écriture ${entry} n’était présente`,
  REGISTER_COMPLAINT: ({ rule, number }) =>
    `le n° ${number} contredit ce qui a été inscrit avant : ${complaintRules[rule]}`,
  REGISTER_CUSTODY: ({ rule, name }) => `${name} : ${custodyRules[rule]}`,
  REGISTER_COMPONENT: ({ rule, component }) => `composant ${component} : ${componentRules[rule]}`,
  REGISTER_PREFLIGHT: ({ rule, about }) => `${about} : ${preflightRules[rule]}`,
  REGISTER_STATED: ({ rule, stated }) => statedRegister(rule, stated),
  REGISTER_SILENCE: ({ rule, number }) => `interruption apparente n° ${number} : ${silenceRules[rule]}`,
  REGISTER_TURNOUT: ({ rule, number }) => `tableau de participation n° ${number} : ${tableRules[rule]}`,

  MINUTES_STATED: ({ rule }) =>
    ({
      form: "la proclamation n’énonce pas le procès-verbal, ou pas sous cette forme",
      none: "la proclamation énonce qu’il n’y a pas de procès-verbal",
      other: "la proclamation énonce un autre procès-verbal",
      early: "rien n’a été proclamé : nul n’a énoncé ce procès-verbal",
    })[rule],
  MINUTES_MISSING: () => "la proclamation énonce un procès-verbal, et ce fichier manque",
  MINUTES_NOTE: ({ rule }) =>
    ({
      form: "ce n’est pas la note signée d’un procès-verbal",
      election: "c’est le procès-verbal d’une autre élection",
      result: "c’est le procès-verbal d’un autre résultat",
    })[rule],
  MINUTES_SIGNERS: ({ rule }) =>
    rule === "few"
      ? "les signataires ne suffisent pas : deux membres signent, dont le secrétaire s’il y en a un"
      : "une signature n’est pas celle d’un membre de la Haute Autorité",
  MINUTES_HASH: ({ stated, computed }) => `les membres ont signé ${stated} ; ce texte est ${computed}`,
  MINUTES_TEXT: ({ stated, expected }) =>
    `le procès-verbal dit « ${stated} » ; le dossier public donne « ${expected} »`,

  STAMP_TOKEN: ({ rule, detail }) =>
    `l’horodatage ne compte pas : ${stampFaults[rule]}${detail === undefined ? "" : ` (${detail})`}`,
  STAMP_THING: ({ subject, number }) =>
    subject === "minutes"
      ? "le dossier public ne contient pas de procès-verbal signé, que ceci devrait horodater"
      : `le dossier public ne contient pas ce que ceci devrait horodater : ${stampedThing(subject, String(number), undefined)}`,
  STAMP_IMPRINT: () => "l’horodatage porte sur d’autres octets que ceux du dossier public",
  STAMP_ROOT: () => `l’horodatage n’est pas ancré : ${stampFaults.root}`,
  STAMP_TIME: ({ stamped, accuracy, stated }) =>
    `un service l’a horodatée à ${stamped} (à ${String(accuracy / 1000).replace(".", ",")} s près), mais cette pièce dit elle-même dater au plus tôt de ${stated}`,

  JOURNAL_FORM: () => "ce n’est pas une ligne du journal sous sa forme canonique",
  JOURNAL_START: () =>
    "le journal doit commencer, une seule fois, par la création de son élection ; ce n’est pas le cas",
  JOURNAL_DATE: ({ of, ballots, dated }) =>
    dated
      ? `la ligne ${of} porte une heure qui dit quand ${agreed(ballots, "(est arrivé|sont arrivés)")} ${several(ballots, "bulletin(s)")} : moins de dix la séparent de la ligne datée précédente`
      : `la ligne ${of} ne porte pas d’heure, alors qu’elle doit ici en porter une`,
  URN_COUNTED: ({ rule, stated, expected }) => {
    switch (rule) {
      case "ballots":
        return `la participation compte ${several(stated, "bulletin(s)")} ; il y en avait ${expected} avant elle`
      case "voters":
        return `la participation compte ${several(stated, "votant(s)")} ; les bulletins qui la précèdent en donnent ${expected}`
      case "came":
        return `la participation a été relevée alors que ${several(stated, "votant(s)")} seulement s’étaient ajoutés depuis le relevé précédent ; il en faut ${expected}`
      case "missing":
        return `la participation a été relevée alors que ${several(stated, "inscrit(s)")} seulement n’avaient pas voté ; il doit en rester ${expected}`
    }
  },
  JOURNAL_TIME: ({ at, last }) => `la ligne est du ${at}, avant celle qui la précède (${last})`,
  JOURNAL_ROOT: ({ size }) =>
    `ce qui a été signé ici est un autre journal : ${agreed(size, "(sa première ligne n’est pas celle-ci|ses premières lignes ne sont pas celles-ci)")} (${size})`,
  JOURNAL_CUT: ({ size, entries }) =>
    `ce qui a été signé ici est un journal de ${several(size, "ligne(s)")} ; celui-ci en a ${entries}`,
  JOURNAL_RESUMES: ({ until, expected }) =>
    `fin de la suspension d’urgence : ${none(until)} ici ; ${none(expected)} a été décidé`,
  JOURNAL_PHASE: ({ phase: to, after }) => `l’état « ${phase(to)} » ne peut pas suivre ici « ${phase(after)} »`,
  JOURNAL_CLOSES: ({ closes, expected }) =>
    `heure de clôture, ici : ${none(closes)} ; selon la décision : ${none(expected)}`,
  JOURNAL_ACT: ({ act }) => `cela ne peut pas arriver à la décision ${act} à ce moment-là`,

  ACT_FORM: () => "ce n’est pas une décision sous sa forme canonique, ou pas celle qu’annonce le nom du fichier",
  ACT_UNRECORDED: () => "la décision ne figure que dans le journal, ou que dans le dossier public",
  ACT_TEXT: ({ recorded, computed }) => `le journal consigne le texte ${recorded} ; celui-ci est ${computed}`,
  ACT_ELECTION: ({ uuid, rehearsal }) =>
    `la décision concerne ${rehearsal ? "le scrutin à blanc" : "l’élection"} ${uuid}`,
  ACT_PREVIOUS: ({ stated, expected }) =>
    `la décision suit ${stated}, alors que la précédente à avoir pris effet est ${expected}`,
  ACT_JOURNAL: ({ stated, expected }) =>
    `la décision cite un journal de ${several(stated, "ligne(s)")} ; il en avait ${expected}`,
  ACT_ARCHIVE: ({ stated, expected }) => `la décision cite l’archive ${stated} ; elle en était à ${expected}`,
  ACT_TIME: ({ stated, recorded }) =>
    `selon son texte, la décision a été proposée le ${stated} ; selon le journal, le ${recorded}`,
  ACT_EXPIRED: ({ expires, effective }) => `la décision a expiré le ${expires}, et n’a pris effet que le ${effective}`,
  ACT_SIGNATURE: ({ name }) => `la signature au nom ${of(name)} n’est pas une signature valable d’un membre`,
  ACT_SIGNERS: ({ signed, recorded }) =>
    `signée par ${signed.join(", ") || "personne"} ; le journal consigne ${recorded.join(", ") || "personne"}`,
  ACT_QUORUM: ({ kind, missing }) =>
    `pour ${lifecycle.acts[kind]}, il manque ${several(missing, "signature(s)")} au quorum`,
  ACT_AUTHORITY: ({ kind }) => `cette décision (${lifecycle.acts[kind]}) ne peut pas former ni changer ainsi le bureau`,
  ACT_STATEMENT: ({ key, stated, expected }) =>
    `la décision énonce « ${key} ${stated} » ; le dossier public montre ${expected}`,
  ANSWER_NOTE: ({ member }) => `ce n’est pas une note signée par ${member} au sujet de cette décision`,
  ANSWER_UNRECORDED: ({ member }) =>
    `la note ${of(member)} ne figure que dans le journal, ou que dans le dossier public`,

  HOLDER_NOTE: ({ holder, fault }) =>
    ({
      form: `ce n’est pas une note par laquelle ${holder} garantit l’ensemble des clés`,
      origin: `la note ${of(holder)} est d’une autre élection ou d’une autre Haute Autorité`,
      unsigned: `aucune clé que la Haute Autorité a certifiée pour ${holder} n’a signé cette note`,
      forged: `une signature au nom ${of(holder)} n’est pas la sienne`,
      structure: `${holder} garantit un autre ensemble de clés que celui de cette élection`,
    })[fault],
  HOLDER_UNSIGNED: ({ holder }) =>
    `la Haute Autorité a certifié une clé ${of(holder)}, et aucune note signée de cette clé, avant le scellement, ne garantit l’ensemble des clés`,
  HOLDER_UNRECORDED: ({ holder }) => `le journal ne consigne pas cette note ${of(holder)}`,
  HOLDER_POSSESSION: ({ holder }) =>
    `la note ${of(holder)} ne prouve pas, pour cette élection et le journal d’alors, la possession de sa clé`,
  CHECKPOINT_FORM: ({ fault }) => `empreinte signée du journal : ${noteFaults[fault]}`,
  CHECKPOINT_STRANGER: ({ name }) => `${name} a signé cette empreinte du journal, et ce n’est ni l’urne ni un témoin`,
  CHECKPOINT_MISSING: ({ entry, signed }) =>
    `l’état a changé à la ligne ${entry} puis encore après, et les empreintes signées ne couvrent que ${several(signed, "ligne(s)")}`,

  DEFINITION_HASH: ({ stated, computed }) =>
    `les membres ont installé le bureau avec la définition ${stated} ; celle-ci est ${computed}`,
  DEFINITION_FAULTY: ({ mistakes }) => `la définition contient des erreurs : ${mistakes}`,
  DEFINITION_AUTHORITY: ({ key }) => `la décision d’installer le bureau et la définition diffèrent sur : ${key}`,
  ELECTION_DEFINITION: ({ field }) =>
    `l’élection telle que la reçoivent les électeurs diffère de la définition : ${field}`,
  TRUSTEES_DEFINITION: ({ stated, expected }) =>
    `les détenteurs de clé sont ${stated} ; la définition demande ${expected}`,
  RESERVE_LIST: ({ rule }) =>
    ({
      form: "la liste du stock de réassort n’est pas triée et sous sa forme unique",
      stranger: "un code public du stock de réassort n’est pas dans la liste des codes publics",
    })[rule],
  JOURNAL_FIGURE: ({ key, stated, expected }) => `${key} : le journal dit ${stated}, l’archive montre ${expected}`,

  ARCHIVE_HEAD: ({ height, stated, found }) =>
    `l’événement ${height} de l’archive est ${none(found)} ; ce qui est consigné ici : ${stated}`,
  ARCHIVE_HEIGHT: ({ height, expected }) =>
    `l’archive finit par l’événement ${height} ; le journal, par l’événement ${expected}`,
  ARCHIVE_EVENT: ({ type, stated, found }) =>
    `${type} est l’événement ${none(found)} de l’archive ; le journal dit ${none(stated)}`,
  ARCHIVE_NAME: ({ uuid }) => `l’archive porte le nom d’une autre élection, ${uuid}`,
  ARCHIVE_TIMESTAMP: ({ stated, expected }) =>
    `l’archive porte l’horodatage ${stated} ; l’ouverture était fixée au ${expected}`,
  URN_COUNT: ({ stated, expected }) => `la ligne dit ${stated} ; les précédentes font ${expected}`,
  URN_OPENED_EARLY: ({ opens, opened }) => `l’urne a été ouverte le ${opened}, avant son heure (${opens})`,
  URN_ACCEPTED: ({ phase: name }) => `des bulletins ont été acceptés à l’état « ${phase(name)} »`,
  URN_LATE: ({ late, announced, limit }) =>
    `${several(late, "bulletin(s) (a été accepté|ont été acceptés)")} après le ${limit}, quand tout vote avait cessé ; les lots en ont apporté ${announced}`,
  URN_FROZEN_EARLY: ({ closes, frozen }) => `l’urne a été figée le ${frozen}, avant la fin de tout vote (${closes})`,
  URN_GRACE: ({ stated, least, most }) =>
    `${several(stated, "bulletin(s) (est dit arrivé|sont dits arrivés)")} dans le délai de grâce ; le journal en admet de ${least} à ${most}`,
  BALLOT_REPLAYED: ({ height }) => `ce même bulletin est déjà l’événement ${height}`,

  SUSPENSION_NOTE: () => "ce n’est pas la suspension d’urgence que désigne le journal",
  SUSPENSION_SIGNERS: ({ needed, signed }) =>
    signed === undefined
      ? "une signature n’est pas celle d’une personne qui était membre à ce moment"
      : `il faut la signature de ${several(needed, "membre(s)")}, et il y en a ${signed}`,
  SUSPENSION_RULE: ({ rule }) => `suspension d’urgence : ${suspensionRules[rule]}`,
  SUSPENSION_RECORD: ({ number, expected }) =>
    `la suspension d’urgence n° ${number} n’est pas à la fois dans le journal et dans le dossier suspensions (attendue : ${expected})`,
  BATCH_NOTE: ({ fault }) => `bordereau de lot : ${noteFaults[fault]}`,
  BATCH_ARRIVALS: ({ batch, bin, rule }) => `lot ${batch}, tranche ${bin} de ses arrivées : ${arrivalRules[rule]}`,
  BATCH_SEQUENCE: ({ number, expected }) => `le lot ${number} se trouve à la place du lot ${expected}`,
  BATCH_RECORD: ({ key, stated, expected }) => `${key} : ${stated} ici, ${expected} dans le journal`,
  BATCH_ANNOUNCED: ({ batch, rule }) => `le lot ${batch} ${batchRules[rule]}`,
  BATCH_PHASE: ({ batch, phase: name }) => `le lot ${batch} a été annoncé ou reçu à l’état « ${phase(name)} »`,
  BATCH_LATE: ({ batch, announced, limit }) =>
    `le lot ${batch} a été annoncé le ${announced} ; il devait l’être avant le ${limit}, heure où tout vote a cessé`,
  BATCH_MISSING: ({ batch }) =>
    `l’urne a été figée sans le lot ${batch}, qui avait été annoncé et qu’aucune décision n’a déclaré manquant`,
  BATCH_PRESENT: ({ batch }) => `le lot ${batch} est déclaré manquant ; il a été reçu, ou n’était pas attendu`,

  BALANCE: ({ question, sum, least, most }) =>
    `question ${question} : la somme des voix est ${sum} ; d’après les bulletins, elle doit être comprise entre ${least} et ${most}`,
  TALLY_MINIMUM: ({ counted, minimum }) =>
    `l’urne a été descellée pour ${several(counted, "bulletin(s)")} ; la définition interdit de déchiffrer en dessous de ${minimum}`,
  README_TEXT: () => "le README n’est pas celui que la commande export écrit pour cette élection",
  RESULT_DOCUMENT: () => "le document ne dit pas ce que dit le résultat de l’archive",
  RESULT_OUTCOME: ({ question, key, stated, expected }) =>
    `question ${question} : sur qui est élu, le document dit « ${key} ${stated} » ; d’après les voix et la définition, c’est ${expected}`,

  AUTHORITY_FINGERPRINT: ({ asked, found }) => `l’empreinte de la Haute Autorité est ${found}, et non ${asked}`,
  CHECKPOINT_KEPT: ({ fault }) => `l’empreinte du journal présentée : ${noteFaults[fault]}`,
  CHECKPOINT_LOST: ({ size, act, at }) =>
    `le journal n’a pas les ${size} lignes de l’empreinte présentée. Si elle a été signée avant le ${at}, elles faisaient partie de ce que la décision ${act} (recover) a déclaré perdu ; si elle l’a été plus tard, l’urne a signé deux journaux`,
  AUDIT_CHANGED: ({ height, audited, found }) =>
    `l’événement ${height} était ${audited} lors de l’audit ; il est ici ${none(found)} : ce qui avait été audité a changé`,
  RECEIPT_FORM: ({ fault }) => `le récépissé présenté : ${noteFaults[fault]}`,
  RECEIPT_LOST: ({ tracker, act, at }) =>
    `le bulletin ${tracker} n’est pas dans l’archive. S’il a été déposé avant le ${at}, il faisait partie de ce que la décision ${act} (recover) a déclaré perdu, et l’électeur pouvait voter de nouveau ; s’il l’a été plus tard, le dossier manque à la promesse du récépissé`,
  RECEIPT_BALLOT: ({ tracker, height }) =>
    `le bulletin ${tracker} du récépissé n’est pas l’événement ${height} de l’archive`,
  TRACKER_ABSENT: ({ tracker }) =>
    `aucun bulletin de ce dossier n’a le numéro de suivi ${tracker}. Comparez ce numéro avec celui du récépissé ; si c’est le même, donnez le récépissé : --receipt`,
}

const notRecords = {
  "empty-folder": "est un dossier vide",
  folder: "ne contient rien d’un dossier public : ni journal, ni archive, ni manifeste",
  "empty-file": "est un fichier vide",
  file: "n’est ni un dossier public ni une archive .bel",
  "election-file": "est un fichier d’élection, et non un dossier public",
  compressed: "est compressé",
  tar: "est un fichier tar produit par un autre logiciel",
} as const

const whatToVerify = "donnez un dossier public, son fichier tar ou une archive .bel, tels que publiés"
const unpack = "décompressez-le d’abord, puis vérifiez le dossier obtenu"
const waysOut = {
  "empty-folder": whatToVerify,
  folder: whatToVerify,
  "empty-file": "téléchargez-le de nouveau là où il a été publié",
  file: whatToVerify,
  "election-file": "urne export --out DOSSIER produit le dossier public d’un fichier d’élection",
  compressed: unpack,
  tar: unpack,
} as const

const keptNotes = { receipt: "n’est pas un récépissé", checkpoint: "n’est pas une empreinte du journal" } as const
const origins = {
  receipt: "donnez, sans rien y changer, le fichier écrit par urne cast --receipt",
  checkpoint: "donnez, sans rien y changer, le texte affiché par urne checkpoint show",
} as const

export const refusals: RefusalTexts<VerifyRefusals> = {
  "not-a-record": ({ path, what, inside }) => ({
    message: `${path} ${notRecords[what]}`,
    hint: inside === undefined ? waysOut[what] : `vouliez-vous dire ${inside} ?`,
  }),
  "not-a-kept-note": ({ path, kind }) => ({ message: `${path} ${keptNotes[kind]}`, hint: origins[kind] }),
}

export const labels: typeof english = {
  columns: { number: "N°", check: "Contrôle", status: "État", checked: "Contrôlés" },
  statuses: { done: "fait", absent: "sans objet", relied: "sur la foi d’autrui", "not-run": "NON FAIT" },
  findings: (count) => several(count, "anomalie(s)"),
  stopped: "Trop d’anomalies : la vérification s’est arrêtée là",
  sheet: "Empreintes, à comparer avec ce qui a été lu à voix haute, imprimé ou publié ailleurs :",
  blank: "blancs",
  counted: (counted, accepted) => `${several(counted, "bulletin(s) compté(s)")} sur ${several(accepted, "accepté(s)")}`,
  ballot: {
    counts: (tracker, height) => `Bulletin ${tracker} : il compte (événement ${height})`,
    replaced: (tracker, height) => `Bulletin ${tracker} : un bulletin ultérieur l’a remplacé (événement ${height})`,
  },
  verdicts: {
    VERIFIED: "VÉRIFIÉ (conforme)",
    CONSISTENT: "COHÉRENT (empreinte de la Haute Autorité non comparée)",
    "ARCHIVE VERIFIED": "ARCHIVE VÉRIFIÉE",
    PARTIAL: "PARTIEL : tout n’a pas pu être contrôlé",
    "NEWER FORMAT": "FORMAT PLUS RÉCENT : cette version ne sait pas le lire",
  },
  invalid: (count, shown) => `NON CONFORME : ${shown} ${agreed(count, "anomalie(s)")}`,
  besideParts: { register: "Registre", notices: "Communiqués", minutes: "Procès-verbal", stamps: "Horodatages" },
  beside: {
    sound: "tout ce qui peut être prouvé a été contrôlé",
    absent: "ce dossier public n’en a pas",
    "not-run": "non contrôlé, car le dossier n’a pas pu être lu jusque-là",
  },
  corrected: ({ notice, line, by }) => `Communiqué n° ${notice}, ligne ${line} : rectifiée par le communiqué n° ${by}`,
  stamped: (service, count, shown, anchored) =>
    `${shown} ${agreed(count, "horodatage(s) valable(s), délivré(s)")} par ${service}${anchored ? "" : ` : non ${agreed(count, "ancré(s)")}, car la définition ne nomme aucune racine`}`,
  attestedSilences: (silences, shown) =>
    `Attesté par les signataires, l’heure d’arrivée des bulletins n’étant pas publiée : ${shown} ${agreed(silences, "interruption(s) apparente(s)")}. La règle et p ont été recalculés.`,
  provenTables: (tables, shown) =>
    `Prouvé par le journal et les bulletins : ${agreed(tables, `(le total d’un tableau|les totaux de ${shown} tableaux)`)} de participation.`,
  attestedGroups: (tables, shown) =>
    `Attesté par les signataires, le groupe des votants n’étant pas publié : la participation par groupe (${shown} ${agreed(tables, "tableau(|x)")}). Les sommes ont été contrôlées.`,
  besideFaulty: (count, shown, more) =>
    `${shown} ${agreed(count, "anomalie(s)")}${more ? ", et d’autres" : ""} ; le verdict sur les bulletins et le résultat n’en dépend pas`,
  newerFormat: (format, needs) =>
    `Le dossier public est du format ${format} : il faut urne >= ${needs}. Rien n’en a été contrôlé, et rien ne lui est reproché.`,
  notConfirmed: "NON CONFIRMÉ :",
  ignored: (names) => `Ignorés, car les gestionnaires de fichiers en laissent dans les dossiers : ${names}.`,
  notFinal: "non définitif",
  notPinned: "N’importe qui peut inventer une Haute Autorité : donnez son empreinte avec --authority.",
  recovered:
    "REPRISE : la Haute Autorité est repartie d’un fichier plus ancien ; lisez dans sa décision (recover) ce qui a été perdu.",
  refusedShares: (count) =>
    `Déchiffrements partiels refusés, selon le journal : ${count}. Personne n’a signé cette mention, et rien n’en dépend.`,
  journal: (entries, signed, checkpoints, witnessed) =>
    `Journal : ${several(entries, "ligne(s)")}, dont ${several(signed, "couverte(s)")} par des empreintes signées (empreintes : ${checkpoints}, avec témoin : ${witnessed})`,
  unsigned: (tail, entries) =>
    `FIN NON SIGNÉE : aucune empreinte signée ne couvre la fin du journal (${several(tail, "ligne(s)")} sur ${entries}). Elle peut encore changer ; demandez un dossier public plus récent.`,
  noCheckpoint:
    "AUCUNE EMPREINTE : la clé de l’urne n’a rien signé de ce journal. Demandez un dossier public qui en contienne.",
  unwitnessed: "SANS TÉMOIN : aucun témoin extérieur n’a contresigné d’empreinte.",
  witnessed: (name, size, entries) =>
    `AVEC TÉMOIN : ${name} a contresigné le journal jusqu’à la ligne ${size} sur ${entries}.`,
  witnessAbsent: (name) => `${name}, témoin désigné par la Haute Autorité, n’a contresigné aucune empreinte.`,
  fingerprints: {
    authority: "Haute Autorité",
    definition: "définition",
    election: "élection",
    credentials: "codes publics",
    trustees: "détenteurs de clé",
    archive: "archive (rang du dernier événement, empreinte)",
    journal: "journal (lignes, empreinte)",
    "encrypted-tally": "décompte chiffré",
    result: "résultats",
    manifest: "manifeste",
  },
  checks: {
    A1: "la Haute Autorité est celle dont l’empreinte est donnée",
    A2: "signatures des décisions",
    A3: "quorums des décisions, par fonction",
    A4: "signatures des empreintes du journal",
    A5: "réserves et refus",
    A6: "bordereaux de lot des canaux",
    A7: "l’empreinte gardée",
    A8: "le récépissé",
    A9: "l’archive est celle de l’audit précédent",
    A10: "les détenteurs garantissent l’ensemble des clés",
    A11: "suspensions d’urgence du scrutin",
    C8: "chaque note d’un détenteur est au journal",
    C9: "chaque suspension d’urgence est là",
    C1: "chaque fichier est là, et aucun autre",
    C2: "chaque décision est au journal",
    C3: "chaque événement de l’archive est au journal",
    C4: "chaque bulletin est au journal",
    C5: "chaque lot a été reçu",
    C6: "le bulletin du récépissé",
    C7: "les bulletins des numéros de suivi",
    K1: "le journal : heures et états",
    K2: "les décisions se suivent",
    K3: "aucune décision n’a pris effet après son expiration",
    K4: "ce qu’énoncent les décisions",
    K5: "la définition",
    K6: "ce qui a été scellé",
    K7: "bulletins pendant l’ouverture seulement",
    K8: "bulletins de cette élection",
    K9: "codes publics de la liste",
    K10: "codes admis à voter, et nouveaux votes",
    K11: "aucun bulletin copié ni rejoué",
    K12: "concordance des résultats",
    K13: "documents des résultats",
    K14: "le README",
    K15: "aucun déchiffrement de moins de bulletins que la définition ne l’admet",
    K16: "aucune heure qui dise quand quelques bulletins sont arrivés",
    K17: "la participation pendant le vote, qui ne dit rien de quelques votants",
    K18: "qui est élu, selon la règle de majorité de la définition",
    K19: "arrivées aux canaux : leurs tranches, qui ne disent rien d’un bulletin seul",
    E1: "les paramètres de l’élection",
    E2: "les clés et preuves des détenteurs",
    E3: "la liste des codes publics",
    E4: "forme et points de chaque bulletin",
    E5: "preuves de chaque bulletin",
    E6: "signature de chaque bulletin",
    E7: "le décompte chiffré, recalculé",
    E8: "preuves du déchiffrement",
    E9: "preuves renforcées du déchiffrement",
    E10: "les résultats",
    E11: "les détenteurs possèdent leur clé",
    R1: "registre : son empreinte signée",
    R2: "registre : toutes ses écritures, et aucune autre",
    R3: "registre : forme des écritures",
    R4: "registre : ordre des heures",
    R5: "registre : signatures",
    R6: "registre : qui est habilité à écrire",
    R7: "registre : écritures qui en désignent d’autres",
    R8: "registre : tel que les décisions l’énoncent",
    R9: "registre : interruptions apparentes, d’après leurs propres chiffres",
    R10: "registre : tableaux de participation",
    R11: "registre : composants du système",
    R12: "registre : copies, exercices et supports",
    R13: "registre : contrôles avant ouverture",
    N1: "communiqués : leur forme",
    N2: "communiqués : signatures des membres",
    N3: "communiqués : numéros sans lacune, chacun à la suite du précédent",
    N4: "communiqués : le registre désigne chacun",
    N5: "communiqués : les états qu’ils désignent",
    N6: "communiqués : leurs instants",
    N7: "communiqués : ce dont ils tiennent lieu, ce qu’ils rectifient et citent",
    N8: "communiqués : chaque ligne résulte du dossier",
    M1: "procès-verbal : celui qui est proclamé",
    M2: "procès-verbal : ses signataires",
    M3: "procès-verbal : le texte signé",
    M4: "procès-verbal : chaque ligne, récrite",
    T1: "horodatages : forme, signature et certificats",
    T2: "horodatages : ils portent sur ce que contient le dossier",
    T3: "horodatages : racines que la définition nomme",
    T4: "horodatages : leurs instants",
    I1: "empreintes des fichiers",
    I2: "forme du journal et des décisions",
    I3: "empreinte du journal, recalculée",
    I4: "entrées de l’archive",
    I5: "chaîne et ordre de ses événements",
  },
  commands: {
    verify: "vérifier un dossier public, ou une archive .bel seule",
    path: "un dossier public, son fichier tar, ou un fichier .bel",
  },
  options: {
    authority: "empreinte de la Haute Autorité, prise sur un courrier ou un communiqué",
    checkpoint: "une empreinte gardée : prouver que rien n’a été retiré depuis",
    receipt: "un récépissé : prouver que son bulletin compte ou a été remplacé",
    tracker: "le numéro de suivi d’un bulletin",
    final: "échouer si les résultats n’y sont pas",
    since: "note signée d’un audit précédent : ne contrôler que ce qui est nouveau",
    shard: "contrôler une tranche sur plusieurs, sur ce poste",
    merge: "tranches faites avec --shard : contrôler tout le reste, et les réunir",
    trust: "clé publique d’un auditeur dont les notes et les tranches font foi",
    sample: "blocs de 64 bulletins, et de 4 096 codes, à contrôler de nouveau dans les tranches (64)",
    selfCheck: "nombre de bulletins et de codes à contrôler aussi avec le calcul lent",
    key: "fichier de clé de l’auditeur, pour signer ce qui a été contrôlé",
    passphraseFile: "fichier de la phrase secrète de la clé (- : entrée standard)",
    out: "où écrire ce qui est signé : la note de cet audit, ou la tranche",
    force: "remplacer un fichier existant",
  },
}
