import { tarName } from "../../core/file-names.ts"
import type { CommandRefusals, FileRefusals, LeftBehind, OptionForm, StoreRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { Artefact } from "../../core/world.ts"
import type { labels as english } from "../en/command.ts"
import { inOwnWords } from "../placeholders.ts"
import type { RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"
import { several } from "./grammar.ts"

const suggest = (suggestion: string | undefined) =>
  suggestion === undefined
    ? { hint: "urne --help donne la liste des commandes" }
    : { hint: `vouliez-vous dire ${suggestion} ?` }

const objectKinds = {
  table: "la table",
  index: "l’index",
  trigger: "le déclencheur",
  view: "la vue",
  setting: "le réglage",
}
const objectChanges = {
  added: "ne vient pas d’urne",
  removed: "n’est plus là",
  changed: "n’est pas ce qu’urne avait écrit",
}

const alteredParts = {
  definition: "la définition n’est pas celle qui a été enregistrée",
  election: "l’identifiant ou la clé de l’élection n’est pas ce qui a été enregistré",
  journal: "le journal n’est pas celui qui a été écrit",
  register: "le registre n’est pas celui qui a été écrit",
  notices: "le relevé des communiqués n’est pas celui qui a été écrit",
  minutes: "le procès-verbal n’est pas celui qui a été signé",
  roll: "la liste électorale n’est pas celle qui a été chargée",
  trustees: "ce que les détenteurs de clé ont fait ou prouvé n’est pas ce qui a été enregistré",
  credentials: "la liste des codes de vote n’est pas celle qui a été enregistrée",
  archive: "l’archive n’est pas celle qui a été écrite",
  ballots: "le registre des bulletins n’est pas celui qui a été écrit",
  arrivals: "le relevé des arrivées ne s’accorde pas avec les bulletins de l’urne",
  batches: "le registre des lots n’est pas celui qui a été écrit",
  suspensions: "les suspensions d’urgence ne sont pas celles qui ont été décidées",
  cosignatures: "les contreseings des témoins ne sont pas ceux qui ont été chargés",
  "time-stamps": "un horodatage n’est pas celui qui a été chargé",
  checkpoints: "une empreinte du journal n’est pas celle qui a été signée",
  votes: "le registre des votes comptés n’est pas celui que donne l’archive",
  ciphertexts: "le registre des textes chiffrés n’est pas celui que donne l’archive",
  shares: "le déchiffrement partiel d’un détenteur n’est pas celui qui a été reçu",
}

/** What the value of an option should be. */
function wish(wanted: OptionForm): string {
  switch (wanted.form) {
    case "choice":
      return wanted.allowed.length === 0
        ? "il n’y a rien à donner ici"
        : `donnez l’une de ces valeurs : ${wanted.allowed.join("  ")}`
    case "number":
      return `donnez un nombre entier de ${wanted.least} à ${wanted.most}`
    case "percentage":
      return "donnez un pourcentage de 0 à 100, avec au plus deux décimales, comme 58,25"
    case "tracker":
      return "un numéro de suivi compte 43 lettres, chiffres, + et /, tel qu’il figure sur le récépissé"
    case "fingerprint":
      return "une empreinte compte huit groupes de quatre chiffres et lettres de a à f, comme sur chaque courrier, ou 64 en tout"
    case "instant":
      return "donnez un instant en UTC, comme 2014-11-28T19:00:00Z"
    case "hour":
      return `donnez un jour et une heure que les horloges de ${wanted.zone} affichent une seule fois, comme 2014-11-28T20:00`
    case "past-hour":
      return `donnez un jour et une heure passés, que les horloges de ${wanted.zone} affichent une seule fois, comme 2014-11-28T20:00`
    case "added-time":
      return "donnez un canal et des minutes, comme site=30, ou all=30 pour tous"
    case "line":
      return `donnez une ligne de 1 à ${wanted.most} caractères, sans espace au début ni à la fin`
    case "key-name":
      return "le nom d’une clé ne contient ni espace ni +, comme anne-levade"
    case "day":
      return "donnez un jour qui existe : 2014-11-10"
    case "short-name":
      return "donnez un nom de 1 à 64 minuscules sans accent, chiffres, . _ et -, comme web-1"
    case "policy":
      return "donnez la politique par son identifiant d’objet, des nombres séparés par des points, tel que le service l’indique : 1.3.6.1.4.1.…"
    case "officer-name":
      return "le nom de la personne chargée des codes ne contient pas d’espace, comme greffe"
    case "shard":
      return "donnez le numéro de la tranche et leur nombre, comme 2/4"
    case "document-name":
      return "le nom d’un document ne contient que des lettres sans accent, des chiffres, . _ et - : renommez le fichier"
  }
}

/** Whatever the command had done in the journal before it was refused. */
const staysDone = "ce qui a été fait avant demeure : urne status indique où en est l’élection"

function leftBehind(stage: LeftBehind["stage"], name: string): string {
  switch (stage) {
    case "aside":
      return `est l’ancien ${name}, déjà remplacé, laissé par une commande interrompue`
    case "only":
      return `est le seul ${name} : une commande a été interrompue pendant qu’elle le remplaçait`
    case "workshop":
      return "a été laissé par une commande interrompue pendant qu’elle créait ou copiait un fichier d’élection"
    default:
      return `a été laissé par une commande interrompue pendant qu’elle écrivait ${name}`
  }
}

function held(holds: LeftBehind["holds"]): string {
  switch (holds) {
    case "codes":
      return " ; il contient des codes de vote, que peut lire quiconque l’obtient"
    case "secrets":
      return " ; il peut contenir des secrets"
    case "election":
      return " ; il peut contenir la liste électorale"
    default:
      return ""
  }
}

const placeholders: Readonly<Record<string, string>> = {
  address: "adresse",
  answer: "réponse",
  archive: "archive",
  cause: "cause",
  channel: "canal",
  character: "caractère",
  check: "contrôle",
  codes: "codes",
  command: "commande",
  day: "jour",
  definition: "définition",
  effect: "effet",
  entries: "lignes",
  file: "fichier",
  first: "premier",
  identity: "identité",
  medium: "support",
  profile: "profil",
  second: "second",
  seconds: "secondes",
  url: "adresse",
  fingerprint: "empreinte",
  folder: "dossier",
  host: "hôte",
  hash: "empreinte",
  hour: "heure",
  hours: "heures",
  id: "id",
  incident: "incident",
  instant: "instant",
  key: "clé",
  kind: "sorte",
  language: "langue",
  level: "niveau",
  line: "ligne",
  member: "membre",
  minutes: "minutes",
  n: "n",
  name: "nom",
  note: "note",
  number: "numéro",
  oid: "oid",
  outcome: "décision",
  paper: "pièce",
  part: "tranche",
  path: "chemin",
  percent: "pourcentage",
  person: "personne",
  place: "lieu",
  prefix: "préfixe",
  question: "question",
  recipient: "destinataire",
  reply: "réponse",
  request: "demande",
  role: "qualité",
  scan: "numérisation",
  shell: "shell",
  status: "état",
  text: "texte",
  tracker: "suivi",
  uuid: "uuid",
  what: "objet",
  who: "qui",
  witness: "témoin",
}

export const refusals: RefusalTexts<CommandRefusals & FileRefusals & StoreRefusals> = {
  "unknown-command": ({ command, suggestion }) => ({
    message: `commande inconnue : ${command}`,
    ...suggest(suggestion),
  }),
  "unknown-option": ({ option, suggestion }) => ({ message: `option inconnue : ${option}`, ...suggest(suggestion) }),
  "missing-argument": ({ name }) => ({
    message: `argument manquant : ${inOwnWords(`<${name}>`, placeholders).slice(1, -1)}`,
    hint: "ajoutez --help pour lire le mode d’emploi",
  }),
  "missing-option": ({ option }) => ({
    message: `option manquante : ${inOwnWords(option, placeholders)}`,
    hint: "ajoutez --help pour lire le mode d’emploi",
  }),
  "invalid-option": ({ option, value, wanted }) => ({
    message: `${option} n’admet pas « ${value} »`,
    hint: wish(wanted),
  }),
  "folder-like-archive": ({ path }) => ({
    message: `--out écrit le dossier public sous la forme d’un dossier, et ${path} est un nom de fichier`,
    hint: `pour un fichier unique : urne export --tar ${shellWord(tarName(path))} ; pour un dossier, donnez un nom sans cette extension ; rien n’a été écrit`,
  }),
  "options-exclude": ({ option, other }) => ({
    message: `${option} et ${other} s’excluent`,
    hint: "donnez l’une des deux",
  }),
  "excess-arguments": ({ command, takes, fileOptions }) => ({
    message: takes === 0 ? `${command} ne reçoit de valeur que par une option` : `trop d’arguments pour ${command}`,
    hint:
      takes > 0
        ? "mettez entre guillemets les noms qui contiennent des espaces"
        : fileOptions.length === 0
          ? "ajoutez --help pour lire le mode d’emploi"
          : `donnez un fichier avec son option : ${fileOptions.join(", ")} ; --help les explique`,
  }),
  "no-terminal": ({ option }) => ({
    message: "aucun terminal pour poser la question",
    hint: `donnez ${option}`,
  }),
  "several-election-files": ({ files }) => ({
    message: `plusieurs fichiers d’élection ici : ${files.join(", ")}`,
    hint: "indiquez-en un avec --file ; rangez une copie dans un autre dossier, ou sous une autre extension (X.urne-backup), pour qu’aucune commande ne la prenne pour l’élection",
  }),
  "no-election-file": ({ folder, backups: [backup] }) => ({
    message: `aucun fichier d’élection (*.urne) dans ${folder}`,
    hint:
      backup === undefined
        ? "indiquez-en un avec --file, ou créez-en un : urne define, puis urne init"
        : `pour reprendre sur la sauvegarde qui est ici : cp ${backup} ${backup.replace(/-backup$/, "")}, avec la clé de l’urne à côté`,
  }),
  "rehearsal-only": ({ option }) => ({
    message: `${option} ne sert que pour un scrutin à blanc`,
    hint: "dans une élection réelle, l’heure et le hasard viennent de ce poste",
  }),
  "not-confirmed": ({ word, kept }) => ({
    message: `non confirmé : ${word} n’a pas été saisi`,
    hint: kept === true ? staysDone : "rien n’a été modifié",
  }),
  cancelled: ({ kept }) => ({
    message: "annulé",
    hint: `l’étape en cours n’a rien modifié${kept === true ? ` ; ${staysDone}` : ""}`,
  }),
  "file-absent": ({ path }) => ({ message: `${path} n’existe pas` }),
  "random-repeats": () => ({
    message: "le générateur aléatoire de ce système se répète : aucun secret ne doit en être tiré",
    hint: "rien n’a été tiré ; redémarrez le poste ou prenez-en un autre, mais pas la copie d’une machine en marche",
  }),
  "not-replaced": ({ path, artefact, inside }) => ({
    message:
      inside === undefined
        ? `${path} n’est pas ${artefactNames[artefact]} qu’urne a écrit : --force ne remplace rien d’autre`
        : `${path} n’est pas seulement ${artefactNames[artefact]} qu’urne a écrit (${inside}) : --force ne remplace rien d’autre`,
    hint: "choisissez un autre nom, ou déplacez d’abord ce qui s’y trouve",
  }),
  "file-exists": ({ path, replaceable }) => ({
    message: `${path} existe déjà`,
    hint: replaceable === true ? "choisissez un autre nom, ou remplacez-le avec --force" : "choisissez un autre nom",
  }),
  "no-secret-in-file": ({ path }) => ({
    message: `la première ligne de ${path} est vide ou n’est pas du texte`,
    hint: "écrivez le secret sur la première ligne du fichier",
  }),
  "left-behind": ({ path, stage, name = "", holds, remedy }) => ({
    message: `${path} ${leftBehind(stage, name)}${held(holds)}`,
    hint: `à moins qu’une commande n’y travaille encore : ${remedy}`,
  }),
  "file-unfinished": ({ path }) => ({
    message: `${path} porte le nom d’un fichier inachevé : une commande est en train de l’écrire, ou a été interrompue pendant qu’elle l’écrivait`,
    hint: "donnez le fichier achevé, ou un autre nom ; urne status nomme ce qui est resté et dit ce qu’il faut en faire",
  }),
  "file-unreadable": ({ path, cause }) => ({ message: `${path} est illisible : ${causeText(cause)}` }),
  "file-unwritable": ({ path, cause, kept }) => ({
    message: `impossible d’écrire ${path} : ${causeText(cause)}`,
    hint: `rien n’y a été modifié ; choisissez un dossier où vous pouvez écrire${kept === true ? ` ; ${staysDone}` : ""}`,
  }),
  "file-not-written": ({ path, cause, kept }) => ({
    message: `${path} n’a pas pu être écrit : ${causeText(cause)}`,
    hint: `rien n’y a été modifié ; libérez de la place ou changez de support${kept === true ? ` ; ${staysDone}` : ""}`,
  }),
  "output-unwritable": ({ cause }) => ({
    message: `impossible d’écrire sur la sortie standard : ${causeText(cause)}`,
    hint: "la commande a été exécutée sans pouvoir montrer ce qu’elle a fait ; avant de la relancer, consultez urne status",
  }),
  "file-too-large": ({ path, limit }) => ({ message: `${path} dépasse ${limit} octets` }),
  "wrong-passphrase": ({ path }) => ({
    message: `la phrase secrète n’ouvre pas ${path}`,
    hint: "rien n’a été fait avec cette clé ; recommencez",
  }),
  "not-a-secret-file": ({ path, opensWith }) =>
    opensWith === "key"
      ? {
          message: `${path} est un fichier age qui s’ouvre avec la clé de quelqu’un, et n’a pas de phrase secrète`,
          hint: "faites-le ouvrir avec l’outil age par qui détient cette clé, ou donnez le fichier tel qu’urne l’a écrit",
        }
      : {
          message: `${path} n’est pas un fichier age protégé par une phrase secrète, ou il est endommagé`,
          hint: "prenez-en la copie de secours",
        },
  "faulty-artefact": ({ path, findings }) => ({
    message: `${path} contient ${several(findings.length, "erreur(s)")}`,
    hint: "corrigez ce qui est indiqué ci-dessus, puis relancez la commande",
  }),
  busy: ({ path }) => ({
    message: `${path} est utilisé par une autre commande`,
    hint: "attendez qu’elle se termine, puis relancez celle-ci",
  }),
  "not-an-election-file": ({ path }) => ({
    message: `${path} n’est pas un fichier d’élection`,
    hint: "s’il l’a été, il est endommagé : gardez-le, mettez à sa place la dernière sauvegarde, puis lancez urne recover",
  }),
  "newer-election-file": ({ path, migration }) => ({
    message: `${path} a été écrit par une version plus récente d’urne (${migration})`,
    hint: "installez cette version",
  }),
  "newer-format": ({ path, found, needs }) => ({
    message: `${path} est d’un format plus récent (${found}) : il faut urne >= ${needs}`,
    hint: "installez cette version ou une plus récente, puis relancez la commande (urne --version dit quelle est celle-ci)",
  }),
  "altered-migration": ({ path, migration }) => ({
    message: `${path} a été créé avec une autre version de ${migration}`,
    hint: "utilisez la version d’urne qui l’a créé",
  }),
  "election-file-unopenable": ({ path, cause }) => ({
    message: `impossible d’ouvrir ${path} : ${causeText(cause)}`,
    hint: "vérifiez qui a le droit de lire et d’écrire le fichier et son dossier",
  }),
  "schema-altered": ({ path, kind, name, how }) => ({
    message: `un autre programme a écrit dans ${path} : ${objectKinds[kind]} ${name} ${objectChanges[how]}`,
    hint: "gardez le fichier tel quel et cherchez qui pouvait y écrire ; mettez à sa place la dernière sauvegarde, puis lancez urne recover",
  }),
  "election-file-altered": ({ part, at }) => ({
    message: `un autre programme a écrit dans le fichier de l’élection : ${alteredParts[part]}${at === undefined ? "" : ` (${at})`}`,
    hint: `gardez le fichier tel quel et cherchez qui pouvait y écrire ; mettez à sa place la dernière sauvegarde, puis lancez urne recover${part === "time-stamps" ? " ; pour continuer sans les horodatages : urne export --without-stamps" : ""}`,
  }),
  "row-refused": ({ path, rule }) => ({
    message: `les règles de ${path} ont refusé ce qui devait être écrit (${rule}) : il contient des lignes qu’urne n’écrit pas ainsi`,
    hint: "rien de cette étape n’a été gardé ; gardez le fichier tel quel et cherchez qui pouvait y écrire ; si personne ne le pouvait, signalez ce texte",
  }),
  "election-file-damaged": ({ path, cause }) => ({
    message: `${path} est endommagé : une partie n’est plus une base de données (${cause})`,
    hint: "gardez le fichier, mettez à sa place la dernière sauvegarde, puis lancez urne recover",
  }),
  "election-file-read-only": ({ path }) => ({
    message: `impossible d’écrire ${path} : le fichier, son dossier ou le support est pour vous en lecture seule`,
    hint: "rien de cette étape n’a été gardé ; travaillez là où le fichier et son dossier peuvent être écrits",
  }),
  "log-held": ({ path }) => ({
    message: `un autre programme lit ${path} : tant qu’il n’a pas fini, ce qui vient d’être enregistré se trouve dans ${path}-wal et pas dans le fichier`,
    hint: "ne copiez pas le fichier seul : urne backup copie tout ; arrêtez l’autre programme dès qu’il n’a plus rien à lire",
  }),
  storage: ({ path, cause, kept }) => ({
    message: `${path} n’a pas pu être écrit : ${causeText(cause)}`,
    hint: `rien de cette étape n’a été gardé ; libérez de la place ou changez de support, puis relancez${kept === true ? ` ; ${staysDone}` : ""}`,
  }),
  "sqlite-absent": ({ node, package: name, cause }) => ({
    message: `Node ${node} ne peut pas lire ici les fichiers d’élection : son paquet ${name} n’est pas installé ou pas compilé (${cause})`,
    hint: "dans une copie du dépôt, lancez npm ci && npm start ; là où npm a installé urne, réinstallez-le comme l’indique son README pour cette version de Node",
  }),
}

/** What `--force` may replace, as the refusal names it. */
const artefactNames: Readonly<Record<Artefact, string>> = {
  definition: "un fichier de définition",
  draft: "un brouillon",
  receipt: "un récépissé",
  ballot: "un bulletin",
  batch: "le bordereau d’un lot",
  "roll-report": "un rapport sur la liste",
  "trustee-reply": "la réponse d’un détenteur de clé",
  "result-csv": "un fichier CSV de résultats",
  audit: "la note signée d’un audit",
  record: "un dossier public",
  "record-tar": "un dossier public au format tar",
}

export const labels: typeof english = {
  titled: (title, text) => `${title} : ${text}`,
  error: "urne : erreur :",
  warning: "urne : attention :",
  hint: "urne : conseil :",
  yes: "oui",
  no: "non",
  yesOrNo: "Répondez oui ou non",
  typeToConfirm: (words, instead) =>
    instead === undefined
      ? `Saisissez ${words} pour confirmer :`
      : `Saisissez ${words} pour confirmer, ou ${instead} :`,
  notTyped: (words) => `Ce n’est pas ${words} : saisissez-le de nouveau`,
  listKeys: "Flèches pour se déplacer, Entrée pour choisir",
  moreFindings: (more, count) =>
    `Et ${count} autre${more < 2 ? "" : "s"} : la même commande avec --json en donne la liste entière`,
  formKeys: "Flèches pour se déplacer, Entrée pour choisir, Échap pour revenir",
  scrolls: (count) => `${several(count, "ligne(s)")}, que les flèches font défiler`,
  tabShows: "Tab affiche ce que vous tapez, et le masque de nouveau",
  tickKeys: "Flèches pour se déplacer, espace pour cocher, Entrée pour terminer",
  hidden: "[rien ne s’affiche pendant la saisie]",
  hiddenForNow: "[masqué]",
  work: {
    "roll.import": "Lecture de la liste",
    "credentials.generate": "Tirage des codes",
    "credentials.print": "Impression des courriers",
    "ballots.encrypt": "Chiffrement des bulletins",
    "ballots.check": "Contrôle des bulletins",
    "tally.compute": "Calcul du décompte chiffré",
    "tally.decrypt": "Déchiffrement",
    "record.export": "Exportation",
    "record.verify": "Vérification",
    "custody.copy": "Chiffrement de la copie",
    "custody.read": "Relecture de la copie",
    "exposure.examine": "Examen de l’extérieur",
    "lookalikes.resolve": "Recherche des noms",
  },
  waiting: (path) => `Une autre commande d’urne utilise ${path} ; on attend qu’elle ait fini`,
  remaining: (seconds) => `encore ${seconds} s`,
  help: {
    usage: "Usage :",
    options: "Options :",
    globalOptions: "Options de toutes les commandes :",
    arguments: "Arguments :",
    commands: "Commandes :",
    examples: "Exemples :",
    optionsPlaceholder: "[options]",
    commandPlaceholder: "<commande>",
    placeholders,
    exampleWords: {
      "The roll was incomplete": "La liste électorale était incomplète",
      "I had no time to read it": "Je n’ai pas eu le temps de la lire",
      "first posting": "premier envoi",
      "name in Chinese": "nom en chinois",
      "asked by the court": "demande du tribunal",
      "The disk failed at 21:10; this is the copy of 21:00": "Disque en panne à 21 h 10 ; voici la copie de 21 h",
      "The machine died at 21:10; this copy of 20:00 is all that is left":
        "Le poste a lâché à 21 h 10 ; il ne reste que cette copie de 20 h",
      "The machine burnt; this is the copy of 19:00": "Le poste a brûlé ; voici la copie de 19 h",
      "The clock stood a year ahead while the roll was imported":
        "L’horloge avançait d’un an pendant le chargement de la liste",
      "The site did not answer for two hours": "Le site n’a pas répondu pendant deux heures",
      "The second machine comes tomorrow; two copies were read back":
        "La seconde machine arrive demain ; deux copies ont été relues",
      "Slip of the post office": "Bordereau de la poste",
      "Two of ten codes were refused": "Deux codes sur dix ont été refusés",
      "The lamp of the second desk failed": "La lampe du deuxième bureau est tombée en panne",
      "The hall is open": "La salle est ouverte",
      "Max Made-up": "Max Inventé",
      "Jo Invented": "Jo Fictif",
      "We are looking into it": "Nous cherchons ce qui s’est passé",
      "The stick was lost": "La clé USB a été perdue",
      "The stick does not read": "La clé USB ne se lit plus",
      "An outside attack was observed": "Une attaque extérieure a été constatée",
      "progress point": "point d’étape",
      "The logs show no attack": "Les journaux ne montrent aucune attaque",
      "The site was too small": "Le site était sous-dimensionné",
      "By the form on their site": "Par le formulaire de leur site",
      "It was said at 22:40": "Cela a été dit à 22 h 40",
      "The vote lasts an hour longer": "Le scrutin dure une heure de plus",
      "No vote arrives": "Aucun vote n’arrive",
      "The site answers nobody": "Le site ne répond à personne",
      "The site answered again": "Le site répond de nouveau",
      "Log of the firewall, 20:00 to 22:30": "Journal du pare-feu, de 20 h à 22 h 30",
      "Host Ltd": "Hébergeur Fictif",
      "Other Host Ltd": "Autre Hébergeur",
      "Vote Ltd": "Vote Fictif",
      "The server was restarted": "Le serveur a été redémarré",
      "It answered nobody": "Il ne répondait à personne",
      "Night desk": "Bureau de nuit",
      "The server was restarted at 21:40": "Le serveur a été redémarré à 21 h 40",
      "All votes came in": "Tous les votes sont arrivés",
      "It began again": "Cela a recommencé",
      "The list names me twice": "La liste me nomme deux fois",
      "The second desk opened late": "Le deuxième bureau a ouvert en retard",
      "The second line was struck out before the vote": "La deuxième ligne a été rayée avant le scrutin",
      "The seals were shown to everybody": "Les scellés ont été montrés à tous",
      "Closing report, signed by all": "Constat de clôture, signé par tous",
    },
    default: "par défaut",
    choices: "valeurs :",
    environment: "variable d’environnement",
    display: "afficher cette aide",
    displayFor: "afficher l’aide d’une commande",
    version: "afficher la version",
    topics: {
      title: "Autres pages d’aide :",
      names: {
        words: "tous les mots du programme, en français et en anglais",
        "exit-codes": "le sens des codes de retour",
      },
    },
  },
  description: "conduire une élection vérifiable à partir d’un seul fichier",
  groups: {
    authority: "La Haute Autorité : qui décide",
    roll: "La liste électorale : qui peut voter",
    trustees: "Les détenteurs de clé : qui peut déchiffrer",
    credentials: "Les codes de vote : avec quoi l’on vote",
    urn: "L’urne",
    oversight: "Surveillance",
    tally: "Le dépouillement",
    record: "Le dossier public",
    rehearsal: "Scrutin à blanc",
    keyboard: "Au clavier",
  },
  options: {
    file: "le fichier d’élection (par défaut le seul *.urne du dossier)",
    json: "afficher le résultat en JSON",
    lang: "langue des écrans",
    quiet: "sans barre de progression",
    noInput: "ne rien demander : s’arrêter en nommant l’option manquante",
    yes: "confirmer les étapes irréversibles",
    jobs: "nombre de calculs menés à la fois",
    seed: "scrutin à blanc seulement : la graine, mot ou fichier, dont tout le hasard est tiré",
    urnKey: "le fichier de la clé de l’urne (par défaut cherché à côté du fichier d’élection)",
    clockIsRight: "l’horloge de ce poste est juste, bien que très postérieure à la dernière ligne du journal",
    at: "scrutin à blanc seulement : l’instant affiché par l’horloge (RFC 3339, UTC)",
  },
  completion: { description: "afficher ce que lit un shell pour compléter commandes, options et fichiers" },
  internalError: "erreur interne (un défaut du programme : signalez-le avec le texte ci-dessous)",
}
