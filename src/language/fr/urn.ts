import type { UrnFindings } from "../../core/finding-codes.ts"
import type { BatchFault, UrgentStale, UrnRefusals } from "../../core/refusals.ts"
import type { ArrivalRule } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/urn.ts"
import type { FindingTexts, RefusalTexts } from "../texts.ts"
import { carriedFaults } from "./carried.ts"
import { causeText } from "./cause.ts"
import { agreed, several } from "./grammar.ts"
import { labels as lifecycle } from "./lifecycle.ts"

export const findings: FindingTexts<UrnFindings> = {
  BALLOT_BLOCKED: ({ credential }) => `le code public ${credential} est bloqué`,
  BALLOT_RESERVE: ({ credential }) => `le code public ${credential} est du stock de réassort et n’a pas été activé`,
  BALLOT_REVOTE: ({ credential }) =>
    `un bulletin du code public ${credential} est déjà dans l’urne, et le vote est définitif`,
  BALLOT_CHANNEL: ({ credential, channel, first }) =>
    `le code public ${credential} a servi par le canal ${first} et ne peut plus servir par le canal ${channel}`,
  BALLOT_COPIED: ({ ciphertext }) => `le texte chiffré n° ${ciphertext} du bulletin a déjà servi : c’est une copie`,
}

const faults: Record<BatchFault, string> = {
  form: "ce n’est pas le bordereau signé d’un lot",
  origin: "il est d’une autre élection",
  unsigned: "la clé du canal ne l’a pas signé",
  forged: "sa signature n’est pas celle de la clé du canal",
  channel: "il est d’un autre canal",
  content: "les bulletins ne sont pas ceux qu’annonce le bordereau",
  number: "un autre lot du canal porte ce numéro",
  previous: "il ne suit pas le lot précédent du canal",
  "given-up": "la Haute Autorité a clos le scrutin sans ce lot",
}

const choiceRules: Record<UrnRefusals["choice-unknown"]["rule"], string> = {
  form: "n’est pas QUESTION=RÉPONSE",
  question: "ne désigne aucune question",
  answer: "ne désigne aucune réponse admise à cette question",
  twice: "figure deux fois",
  ambiguous: "peut en désigner deux : celle de ce numéro, ou celle qui s’appelle ainsi",
}

function toVoter({ finding, tracker }: UrnRefusals["ballot-refused"]): string {
  switch (finding.code) {
    case "BALLOT_CREDENTIAL":
      return "ce code n’est pas un code de cette élection"
    case "BALLOT_BLOCKED":
      return "ce code est bloqué"
    case "BALLOT_RESERVE":
      return "ce code n’a pas été activé"
    case "BALLOT_REVOTE":
      return `un bulletin a déjà été déposé avec ce code, et le vote est définitif${tracker === undefined ? "" : ` (numéro de suivi ${tracker})`}`
    case "BALLOT_CHANNEL":
      return `avec ce code, le vote se poursuit par le canal ${finding.params.first}`
    default:
      return `le bulletin n’est pas valable (${finding.code})`
  }
}

export const arrivalRules: Readonly<Record<ArrivalRule, string>> = {
  form: "elle n’est pas de la forme DÉBUT,FIN,BULLETINS sous l’en-tête from,to,ballots, avec des instants comme 2026-11-20T20:05:00Z",
  many: "plus de 1 000 tranches",
  length: "la tranche dure moins de cinq minutes",
  few: "la tranche compte moins de dix bulletins, sans être vide",
  gap: "la tranche ne commence pas où finit la précédente",
  sum: "les tranches ne comptent pas autant de bulletins que le lot",
  hours: "la tranche est hors des heures du vote, ou n’est pas finie",
  overlap: "la tranche empiète sur celles d’un autre lot du canal",
}

const stale: Record<UrgentStale, string> = {
  act: "une décision a pris effet depuis que le texte a été établi",
  clock: "l’horloge de ce poste indique une heure antérieure à celle où le texte a été établi",
  old: "le texte a été établi il y a plus de 15 minutes",
  ended: "selon son texte, la suspension a déjà pris fin",
  text: "elle ne serait plus décidée en ces termes",
}

const fileFaults: Record<UrnRefusals["not-a-suspension-file"]["rule"], string> = {
  ...carriedFaults,
  text: "ce qu’il contient n’est pas une suspension d’urgence",
  rule: "son texte ne découle pas des décisions et de la définition qu’il contient",
}

export const refusals: RefusalTexts<UrnRefusals> = {
  "urgent-not-allowed": ({ reason }) => ({
    message:
      reason === "definition"
        ? "la définition ne permet à personne de suspendre le scrutin sans la Haute Autorité"
        : "le format de cette élection ne connaît pas la suspension d’urgence",
    hint: "la Haute Autorité suspend le scrutin par une décision : urne suspend",
  }),
  "urgent-unanswered": ({ since }) => ({
    message: `le scrutin a déjà été suspendu d’urgence (${since}), et la Haute Autorité n’a rien décidé depuis`,
    hint: "une fois qu’elle aura décidé (urne suspend, urne resume ou urne extend), des membres pourront de nouveau le suspendre d’urgence",
  }),
  "urgent-stale": ({ rule, apart }) => ({
    message: `le scrutin n’a pas été suspendu : ${stale[rule]}`,
    hint:
      rule === "clock"
        ? "mettez l’horloge de ce poste à l’heure et relancez la commande"
        : apart
          ? "établissez de nouveau la suspension et faites signer le nouveau texte : urne suspend-urgently draft ; si les membres présents suffisent, ils signent sur-le-champ : urne suspend-urgently"
          : "relancez urne suspend-urgently ; le texte est établi de nouveau",
  }),
  "urgent-signers": ({ needed, signed }) => ({
    message: `le scrutin n’a pas été suspendu : il faut les signatures de ${needed} membres différents, et ${several(signed, "membre(s) (a|ont)")} signé`,
    hint: "faites signer une copie à un autre membre : urne suspend-urgently sign FICHIER ; ou indiquez la clé d’un membre présent : --key FICHIER",
  }),
  "not-a-suspension-file": ({ path, rule }) => ({
    message: `${path} n’est pas une suspension d’urgence telle que l’écrit urne suspend-urgently draft : ${fileFaults[rule]}`,
    hint: "rien n’a été signé ni suspendu ; redemandez ce fichier à la personne qui garde le fichier d’élection ; elle l’écrit avec : urne suspend-urgently draft",
  }),
  "vote-over": ({ closed, grace }) => ({
    message: `le scrutin est clos depuis le ${closed} ; le délai de grâce, pour finir un vote commencé avant, était de ${several(grace, "minute(s)")}`,
    hint: "aucun bulletin n’a été déposé cette fois ; pour retrouver celui qui l’aurait été avant, et son récépissé : urne receipt",
  }),
  "grace-runs": ({ closed, hour }) => ({
    message: `le scrutin est clos depuis le ${closed} ; l’urne ne peut être figée qu’à la fin du délai de grâce, le ${hour}`,
    hint: "jusque-là, les électeurs qui avaient commencé à voter peuvent finir ; relancez urne close à cette heure-là",
  }),
  "not-before": ({ kind, hour }) => ({
    message:
      kind === "open"
        ? `l’ouverture est décidée et signée ; l’urne n’attend plus que son heure, le ${hour}`
        : `${lifecycle.acts[kind]} : pas avant le ${hour}`,
    hint: `relancez urne ${kind} à ce moment-là ; urne ${kind} --wait attend l’heure`,
  }),
  "not-opened": ({ hour, due }) => ({
    message: due
      ? `l’ouverture est décidée et son heure, le ${hour}, est venue, mais personne n’a encore ouvert l’urne`
      : `l’ouverture est décidée, et l’urne s’ouvre à son heure, le ${hour} : d’ici là, il n’y a pas de constat d’urne vide`,
    hint: `${due ? "urne open l’ouvre" : "urne open --wait l’ouvre à ce moment-là"} ; ensuite : urne paper print zero-report`,
  }),
  "wait-cancelled": () => ({
    message: "l’attente a été interrompue",
    hint: "ce qui a été décidé avant demeure ; la même commande reprend l’attente",
  }),
  "annulled-meanwhile": () => ({
    message: "le scrutin est annulé : il n’y a plus rien à attendre",
    hint: "urne status indique où en est l’élection",
  }),
  "clock-jumped": ({ before, now }) => ({
    message: `l’horloge de ce poste est passée d’un coup de ${before} à ${now}, au-delà de l’heure attendue : le poste était en veille, ou quelqu’un a réglé l’horloge`,
    hint: "rien n’a été fait ; regardez une autre horloge, puis relancez la même commande",
  }),
  "opening-missed": ({ closes }) => ({
    message: `le scrutin aurait dû être ouvert avant le ${closes}, l’heure de sa clôture`,
    hint: "décidez d’autres heures : urne open --opens … --closes …",
  }),
  "ballot-refused": (params) => ({
    message: toVoter(params),
    hint:
      params.tracker === undefined
        ? "rien n’a été déposé"
        : `rien n’a été déposé cette fois ; pour avoir le récépissé du bulletin qui est dans l’urne : urne receipt ${params.tracker}`,
  }),
  "code-of-other-archive": ({ path }) => ({
    message: `ce code n’est pas l’un de ceux de ${path}`,
    hint: "vérifiez que le code et l’archive sont de la même élection ; aucun bulletin n’a été produit",
  }),
  "not-an-archive": ({ path }) => ({
    message: `${path} n’est pas une archive`,
    hint: "donnez le fichier .bel d’un dossier public",
  }),
  "receipt-unwritten": ({ path, tracker, cause }) => ({
    message: `le bulletin est dans l’urne, sous le numéro de suivi ${tracker} ; seul son récépissé n’a pas pu être écrit dans ${path} : ${causeText(cause)}`,
    hint: `ne votez pas une seconde fois ; le récépissé est affiché ci-dessus : gardez-le, ou faites-le afficher de nouveau : urne receipt ${tracker}`,
  }),
  "no-such-ballot": ({ tracker }) => ({
    message:
      tracker === undefined
        ? "aucun bulletin de l’urne n’a été déposé avec ce code"
        : `aucun bulletin de l’urne n’a le numéro de suivi ${tracker}`,
    hint: "vérifiez chaque caractère ; tant que le scrutin est ouvert, un bulletin qui n’y est pas peut être déposé",
  }),
  "unknown-channel": ({ channel, channels }) => ({
    message: `${channel} n’est pas un canal de cette élection`,
    hint: `ses canaux : ${channels.join(", ")}`,
  }),
  "batch-note-needed": ({ channel }) => ({
    message: `le canal ${channel} a une clé : ses bulletins doivent être accompagnés d’un bordereau signé`,
    hint: "donnez-le avec --note ; le canal l’établit avec : urne ballots note",
  }),
  "channel-without-key": ({ channel }) => ({
    message: `l’installation du bureau ne donne pas de clé au canal ${channel} : un bordereau n’y prouve rien`,
    hint: "retirez --note",
  }),
  "batch-refused": ({ path, fault, taken = 0 }) => ({
    message: `${path} est refusé : ${faults[fault]}`,
    hint:
      taken === 0
        ? "rien de ce lot n’a été reçu"
        : `le fichier a changé pendant sa lecture, alors que ${several(taken, "ligne(s) (était déjà reçue|étaient déjà reçues)")}. Donnez le fichier qu’annonce le bordereau : la même commande reprend où celle-ci s’est arrêtée`,
  }),
  "batch-arrivals": ({ path, line, rule }) => ({
    message: `${path}, ligne ${line} : ${arrivalRules[rule]}`,
    hint: "regroupez les tranches de cinq minutes avec les suivantes jusqu’à dix bulletins, et donnez à part les tranches vides ; ou établissez le bordereau sans les arrivées : urne ballots note FICHIER sans --arrivals",
  }),
  "no-ballots": ({ path, lines, batch }) => ({
    message: `${path} ne contient aucun bulletin : ${lines === 0 ? "il est vide" : lines === 1 ? "son unique ligne est blanche" : `ses ${lines} lignes sont blanches`}${batch === undefined ? "" : ` ; le lot ${batch} a été reçu tel que son canal l’a signé`}`,
    hint: "si des bulletins ont été déposés par ce canal, redemandez le fichier à son expéditeur",
  }),
  "import-cancelled": ({ path }) => ({
    message: `annulé ; ce qui a déjà été accepté de ${path} est dans l’urne`,
    hint: "la même commande reprend où celle-ci s’est arrêtée",
  }),
  "batch-too-late": ({ channel, number, limit }) => ({
    message: `le lot ${number} du canal ${channel} n’a pas été annoncé avant le ${limit}, heure où tout vote a cessé`,
    hint: "il n’est plus reçu ; si un lot suivant du canal est annoncé, figez l’urne sans celui-ci : urne close --missing …",
  }),
  "batch-not-missing": ({ batch }) => ({
    message: `le lot ${batch} ne manque pas`,
    hint: "urne ballots batches donne la liste de ceux qui manquent",
  }),
  "choice-unknown": ({ choice, rule }) => ({
    message: `--choice ${choice} ${choiceRules[rule]}`,
    hint:
      rule === "ambiguous"
        ? "indiquez-la par son numéro, précédé de # : --choice 1=#2"
        : "questions et réponses se donnent par leur numéro ou leur texte : --choice 1=2, --choice 1=blanc",
  }),
}

export const labels: typeof english = {
  conform: "CONFORME",
  notConform: "NON CONFORME",
  sealTitle: (act) => `Contrôle du scellement (décision ${act})`,
  items: {
    definition: "définition",
    election: "élection",
    roll: "liste électorale (nombre d’inscrits, empreinte)",
    credentials: "codes de vote",
    reserve: "stock de réassort",
    trustees: "détenteurs de clé",
    software: "logiciel",
    archive: "urne (rang du dernier événement, empreinte)",
  },
  sealColumns: { item: "Élément", verdict: "Constat", fingerprint: "Empreinte" },
  found: "trouvé",
  zero: {
    title: "CONSTAT D’URNE VIDE",
    statement: "L’urne est ouverte, et elle est vide.",
    opened: "Ouverte",
    closes: "Clôture",
    ballots: "Bulletins dans l’urne",
    election: "Empreinte de l’élection",
    archive: "Empreinte de l’urne vide",
  },
  closing: {
    title: "CONSTAT DE CLÔTURE",
    statement: "L’urne est figée : rien ne peut plus y entrer.",
    closed: "Clôture",
    frozen: "Urne figée",
    ballots: "Bulletins acceptés",
    voters: "Votants",
    replaced: "Remplacés par leurs votants",
    grace: "Acceptés dans le délai de grâce",
    missing: "Lots déclarés manquants",
    archive: "Empreinte de l’urne figée",
    height: "Rang du dernier événement",
    heightOf: (height) => `${height} (rang 0 : l’élection scellée ; puis un rang par bulletin ; enfin l’urne figée)`,
  },
  signatures: "Signatures des membres présents :",
  ownChannels: { booth: "le terminal de l’urne" },
  reprinted: (hour) => `RÉIMPRESSION. Ce constat a déjà été établi ; il est tel qu’il était le ${hour}.`,
  fromTo: (opens, closes) => `du ${opens} au ${closes}`,
  otherHours: (promised, decided) =>
    `Les courriers et la définition annoncent le scrutin ${promised}. Les heures décidées sont autres : ${decided}. Les électeurs qui ont reçu leur courrier doivent en être avertis.`,
  askCloses: (now) => `Nouvelle heure de clôture, au lieu du ${now} :`,
  laterThan: (hour) => `La nouvelle heure de clôture doit être postérieure au ${hour}`,
  confirmHours: "Le scrutin doit-il se tenir à d’autres heures que celles des courriers ?",
  words: { hours: "AUTRES HEURES" },
  notYet: (hour) =>
    `L’ouverture est décidée et signée ; l’urne n’attend plus que son heure, le ${hour}. Relancez urne open à cette heure-là ; urne open --wait attend et ouvre.`,
  notYetFrozen: (hour) =>
    `La clôture est décidée et signée ; l’urne peut être figée à partir du ${hour}. Relancez urne close à ce moment-là ; urne close --wait attend et fige.`,
  waiting: {
    hours: {
      opens: (hour) => `Ouverture attendue : ${hour}.`,
      closes: (hour) => `Heure de clôture attendue : ${hour}.`,
      frozen: (hour) => `Fin du délai de grâce attendue : ${hour} ; l’urne sera alors figée.`,
    },
    suspended: "Le scrutin est suspendu ; l’heure de clôture ne change pas.",
    batches: (batches) =>
      `Lots attendus : ${batches}. Chargez-les avec une autre commande, ou renoncez-y : urne close --missing …`,
    howToEnd: "Ctrl-C interrompt l’attente ; la même commande la reprend.",
    left: (left) => `encore ${left}`,
    jumped: (before, now) =>
      `L’horloge est passée d’un coup du ${before} au ${now} : le poste était en veille, ou quelqu’un a réglé l’horloge.`,
    confirmClock: (now) =>
      `L’heure n’est venue que parce que l’horloge a sauté. Une autre horloge affiche-t-elle aussi ${now}, ou plus tard ?`,
    clockWord: "EXACTE",
  },
  urgent: {
    title: (number) => `Suspension d’urgence n° ${number}`,
    until: (until) =>
      `Le scrutin est suspendu dès maintenant. Il reprendra de lui-même ${until}, sauf décision de la Haute Autorité.`,
    untilClose: "Le scrutin est suspendu dès maintenant et jusqu’à sa clôture, sauf décision de la Haute Autorité.",
    untilDecided: "Le scrutin est suspendu dès maintenant, jusqu’à ce que la Haute Autorité décide.",
    closes: (hour) => `L’heure de clôture reste la même : ${hour}.`,
    signers: (needed) => (needed === 1 ? "Un membre signe." : `${needed} membres signent.`),
    done: (number, from) => `Le scrutin est suspendu depuis ${from} (suspension d’urgence n° ${number}).`,
    undecided: (number, from, state) =>
      `Suspension d’urgence n° ${number}, depuis ${from} : ${state}. La Haute Autorité ne s’est pas encore prononcée (urne suspend, resume ou extend).`,
    resumes: (until) => `le scrutin reprendra de lui-même ${until}`,
    stays: "le scrutin reste suspendu jusqu’à décision",
    closing: "le scrutin reste suspendu jusqu’à sa clôture",
    ended: (at) => `elle a pris fin d’elle-même ${at}`,
    elsewhere: "Si l’un d’eux est ailleurs : urne suspend-urgently draft",
    heading: (number, name, uuid) => `Suspension d’urgence n° ${number} de l’élection « ${name} » (${uuid})`,
    onceUntil: (until) =>
      `Dès que la suspension prendra effet, le scrutin sera suspendu. Il reprendra de lui-même ${until}, sauf décision de la Haute Autorité.`,
    onceUntilClose:
      "Dès que la suspension prendra effet, le scrutin sera suspendu jusqu’à sa clôture, sauf décision de la Haute Autorité.",
    onceUntilDecided:
      "Dès que la suspension prendra effet, le scrutin sera suspendu, jusqu’à ce que la Haute Autorité décide.",
    made: (at) => `Le texte a été établi le ${at}.`,
    follows: (number, kind) => `Dernière décision alors en vigueur : n° ${number}, ${kind}.`,
    drafted: (number, path) =>
      `La suspension d’urgence n° ${number} est dans ${path}, sans signature ; le scrutin continue. Chaque membre en signe une copie : urne suspend-urgently sign ${path}`,
    holdsUntil: (needed, at) =>
      `Il faut ${agreed(needed, "(la signature d’un membre|les signatures)")}${needed > 1 ? ` de ${needed} membres` : ""}, et la suspension peut prendre effet jusqu’au ${at} : urne suspend-urgently publish`,
    copied: (path) =>
      `La copie signée est dans ${path}. Renvoyez-la sans attendre à la personne qui a établi la suspension.`,
    next: "La Haute Autorité se prononce : urne suspend (il reste suspendu), urne resume (il reprend aussitôt), urne extend (la clôture est repoussée).",
  },
  waitingBatches: (batches) =>
    `Pour figer l’urne, il manque : ${batches}. Chargez-les, ou déclarez-les manquants : urne close --missing …`,
  code: "Votre code de vote :",
  chooseOne: (question, answers) =>
    answers === 1 ? question : `${question} (${answers} réponses : choisissez-en une)`,
  chooseSome: (question, answers, min, max) =>
    `${question} (${answers} réponses : choisissez-en ${min === max ? max : min === 0 ? `${max} au plus` : `de ${min} à ${max}`})`,
  tooMany: (ticked, max) =>
    `${ticked} réponses sont cochées, et vous pouvez en choisir ${max} au plus : décochez-en ${ticked - max}`,
  tooFew: (ticked, min) =>
    `${ticked === 0 ? "Aucune réponse n’est cochée" : ticked === 1 ? "1 réponse est cochée" : `${ticked} réponses sont cochées`}, et il faut en choisir au moins ${min} : la barre d’espace coche la réponse que désigne la flèche`,
  blankAlone: "Un vote blanc n’admet aucune réponse : décochez-le, ou décochez les réponses",
  blank: "Vote blanc",
  noAnswer: "aucune réponse",
  summary: "Votre bulletin",
  confirm: "Une fois déposé, le bulletin compte. Est-ce bien votre choix ?",
  confirmWord: "VOTER",
  changeWord: "CHANGER",
  change: (word) => `${word} pour choisir de nouveau`,
  cast: "Votre bulletin est dans l’urne.",
  tracker: "Numéro de suivi",
  trackerHelp:
    "Gardez-le : il permet de retrouver votre bulletin dans le dossier public. Il ne dit rien de votre vote.",
  receiptWritten: (path) => `Récépissé écrit dans ${path}`,
  receiptFollows: "Récépissé, signé par l’urne :",
  receiptCode: "Le récépissé, pour un téléphone :",
  trackerCode: "Le numéro de suivi, pour un téléphone (agrandissez la fenêtre pour y voir tout le récépissé) :",
  ballotWritten: (path) => `Bulletin écrit dans ${path}`,
  noteWritten: (path) => `Bordereau du lot écrit dans ${path}`,
  importTitle: (channel, batch) =>
    batch === undefined ? `Bulletins du canal ${channel}` : `Lot ${batch} du canal ${channel}`,
  lines: "Lignes",
  accepted: "Acceptés",
  present: "Déjà dans l’urne",
  refused: "Refusés",
  refusedColumns: { line: "Ligne", reason: "Motif", code: "Code" },
  moreRefused: (count) => `Et ${count} de plus : la même commande avec --json en donne les 1 000 premiers`,
  batchColumns: {
    channel: "Canal",
    batch: "Lot",
    state: "État",
    count: "Annoncés",
    accepted: "Acceptés",
    refused: "Refusés",
  },
  batchStates: { received: "reçu", incomplete: "INCOMPLET", missing: "MANQUANT", "given-up": "déclaré manquant" },
  noBatches: "Aucun lot n’a été annoncé.",
  commands: {
    seal: "sceller l’urne : fixer définition, liste électorale, codes de vote et clés",
    sealCheck: "contrôler le scellement : recalculer tout ce qui a été scellé, et suivre chaque bulletin",
    open: "fixer les heures du scrutin ; à l’heure dite, ouvrir l’urne (constat d’urne vide)",
    cast: "voter à ce poste",
    receipt: "afficher de nouveau le récépissé d’un bulletin, pour qui en a le numéro de suivi ou le code",
    ballots: "bulletins venus d’ailleurs",
    ballotsEncrypt: "établir un bulletin à partir d’une archive et d’un code, sans le fichier d’élection",
    ballotsAnnounce:
      "annoncer des lots par leurs bordereaux ; leurs bulletins peuvent arriver jusqu’à ce que l’urne soit figée",
    ballotsImport: "charger un fichier de bulletins (JSON, un par ligne)",
    ballotsNote: "établir le bordereau signé d’un lot, là où est le canal",
    ballotsBatches: "lots reçus, incomplets et manquants",
    suspend: "suspendre le scrutin",
    suspendUrgently:
      "suspendre le scrutin sur-le-champ, par les seuls membres qu’exige la définition, jusqu’à une heure fixée ou une décision",
    urgentDraft: "établir une suspension d’urgence et l’écrire dans un fichier, pour les membres qui sont ailleurs",
    urgentSign: "montrer une suspension d’urgence établie et en signer une copie, sur n’importe quel poste",
    urgentPublish: "reprendre les copies signées d’une suspension d’urgence et lui donner effet",
    resume: "reprendre le scrutin",
    extend: "repousser l’heure de clôture, jamais l’avancer",
    close: "clore le scrutin à son heure ; après le délai de grâce, figer l’urne (constat de clôture)",
  },
  options: {
    waitOpening: "attendre l’heure, puis ouvrir l’urne",
    waitClosing: "attendre l’heure de clôture et la fin du délai de grâce, puis figer l’urne",
    withoutRegister: "décider bien qu’un autre programme ait écrit dans le registre ; la décision le dit",
    opens: "heure d’ouverture (2014-11-28T20:00, dans le fuseau de l’élection), au lieu de celle de la définition",
    closes: "heure de clôture (2014-11-29T20:00, dans le fuseau de l’élection)",
    codeFile: "fichier du code de vote (- : entrée standard)",
    choice:
      "QUESTION=RÉPONSE, par numéro (2, ou #2 si une réponse s’appelle 2) ou par texte ; blanc pour un vote blanc (à répéter)",
    receipt: "écrire le récépissé dans ce fichier",
    ballotTracker: "numéro de suivi du bulletin ; sans lui, le code de vote est demandé",
    out: "où l’écrire, au lieu de la sortie standard",
    channel: "le canal par lequel les bulletins sont venus",
    note: "le bordereau signé du lot",
    number: "numéro du lot, à partir de 1",
    previous: "le bordereau du lot précédent",
    arrivals: "les heures d’arrivée des bulletins, par tranches : un fichier CSV",
    election: "identifiant (UUID) de l’élection",
    rehearsal: "l’élection est un scrutin à blanc",
    key: "fichier de la clé du canal",
    passphraseFile: "fichier de la phrase secrète de la clé (- : entrée standard)",
    reason: "le motif, en une phrase",
    urgentOut: "où l’écrire (à défaut : suspension-NUMÉRO.json)",
    urgentFile: "le fichier écrit par urne suspend-urgently draft, ou une copie que d’autres ont signée",
    urgentCopyOut: "où écrire la copie signée (à défaut : FICHIER.signed.json)",
    urgentCopies: "les copies signées qui sont revenues",
    missing: "CANAL:NUMÉRO d’un lot sans lequel l’urne est figée (à répéter)",
    force: "remplacer un fichier existant",
  },
}
