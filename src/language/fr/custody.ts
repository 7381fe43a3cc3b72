import type { CustodyRefusals } from "../../core/refusals.ts"
import type { CopyKindRule, CopyRule, CustodyRule, DrillNoteRule, MediumRule } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/custody.ts"
import type { RefusalTexts } from "../texts.ts"
import { of as ofName, several } from "./grammar.ts"

export const refusals: RefusalTexts<CustodyRefusals> = {
  "keys-together": ({ of, names }) => ({
    message:
      names.length === 1
        ? `le fichier de clé ${ofName(names[0] ?? "")} est ici, à côté de l’urne : à lui seul il ${of === "holders" ? "permet de la déchiffrer" : "décide pour la Haute Autorité"}, et quiconque copie ce dossier l’a, phrase secrète exceptée`
        : `plusieurs fichiers de clé sont ici, à côté de l’urne (${names.join(", ")}) : ${of === "holders" ? "ensemble ils permettent de la déchiffrer" : "ensemble ils décident pour la Haute Autorité"}, et quiconque copie ce dossier les a tous, phrases secrètes exceptées`,
    hint: "que chacun emporte le sien, sur un support qu’il est seul à garder, avec une copie dans un second lieu",
  }),
  "nothing-to-recover": () => ({
    message:
      "il n’y a rien à reprendre : ce fichier contient tout ce que ce poste a vu de cette élection, et sa dernière ligne n’est pas postérieure à l’heure présente",
    hint: "utilisez le fichier tel quel ; si ce qui l’a suivi est perdu et qu’il ne reste rien de plus récent : urne recover --lost-after --reason … ; si une empreinte signée ou un récépissé montre ce qui lui manque : urne recover --checkpoint FICHIER --reason …",
  }),
  "note-given-up": ({ note, act }) => ({
    message: `ce que désigne ${note} n’est pas dans ce fichier. Si l’urne l’a signé avant la décision ${act}, cela fait partie de ce que cette décision a déclaré perdu`,
    hint: `urne act show ${act} dit quoi et pourquoi. L’électeur dont le bulletin est perdu vote de nouveau ; si la signature est plus récente, gardez ce fichier : il montre que l’urne a signé deux journaux`,
  }),
  "loss-unclear": ({ seen, after }) => ({
    message: `dès la ligne ${seen}, le journal perdu n’est plus celui de ce fichier, dont ${several(after, "ligne(s)")} seraient à garder : il a continué depuis que la copie a été mise en place`,
    hint: `indiquez combien de lignes avait alors la copie (urne backup l’a affiché), moins de ${seen} : urne recover --lost-after LIGNES …`,
  }),
  "backup-ambiguous": ({ path, instead }) => ({
    message: `${path} serait un second *.urne à côté du fichier d’élection, et la commande suivante ne saurait pas lequel prendre`,
    hint: `donnez-lui un autre nom : urne backup ${instead}`,
  }),
  "batch-not-lost": ({ batch }) => ({
    message: `${batch} n’est pas un lot qui ait pu être perdu : ce fichier le contient, ou aucun canal muni d’une clé n’a pu l’annoncer`,
    hint: "urne ballots batches liste ceux que ce fichier connaît ; indiquez les lots perdus sous la forme CANAL:NUMÉRO, chacun une fois",
  }),
  "not-a-recipient": ({ given, from }) => {
    const place = from === undefined ? "" : ` (ligne ${from.line} de ${from.path})`
    return given === undefined
      ? {
          message: `une clé secrète d’age se trouve à la place d’une clé publique${place}`,
          hint: "quiconque l’a vue peut ouvrir ce qu’elle ouvre : faites-en une autre avec age-keygen et donnez sa clé publique, age1…",
        }
      : {
          message: `${given} n’est pas une clé publique d’age${place}`,
          hint: "age-keygen -o identite.txt crée une clé et affiche sa moitié publique, age1… ; urne backup FICHIER --to age1…",
        }
  },
  "no-recipient": ({ path }) => ({
    message: `${path} ne désigne personne qui puisse ouvrir la copie`,
    hint: "écrivez une clé publique par ligne, telle que age-keygen -y IDENTITÉ l’affiche",
  }),
  "copy-unopened": ({ path }) => ({
    message: `aucune de ces identités n’ouvre ${path} : la copie a été chiffrée pour d’autres`,
    hint: "donnez le fichier d’identité d’un de ses destinataires : --identity FICHIER",
  }),
  "custody-refused": ({ name, rule }) => ({
    message: `${name} : ${custodyRules[rule]}`,
    hint: "urne custody list montre quelles copies existent, et urne custody show NOM qui en détient une",
  }),
  "no-such-copy": ({ name, known, suggestion }) => ({
    message: `aucune copie ${name} n’est inscrite${known.length === 0 ? "" : ` ; il y a : ${known.join(", ")}`}`,
    hint:
      suggestion === undefined
        ? "inscrivez-la : urne custody copy NOM --kind NATURE --holder PERSONNE …"
        : `vouliez-vous dire ${suggestion} ?`,
  }),
  "seal-differs": ({ name, before, now }) => ({
    message:
      now === undefined
        ? `${name} portait le scellé ${before}, et aucun scellé n’a été indiqué à cette remise`
        : `${name} portait le scellé ${before}, et porte maintenant le scellé ${now}`,
    hint: "notez à la main courante qui a rompu le scellé, et pourquoi : urne log add",
  }),
  "copy-unlike-kind": ({ path, rule }) => ({
    message: `${path} ${copyKindFaults[rule]}`,
    hint: "désignez le fichier qui est sur le support : --of-file FICHIER",
  }),
  "medium-refused": ({ path, rule }) => ({
    message: `${path} ne prouve rien : ${mediumFaults[rule]}`,
    hint: "cherchez aussitôt une autre copie ; avant le scellement, une clé perdue se remplace par une nouvelle création des clés ; après, par rien",
  }),
  "not-an-identity": ({ path }) => ({
    message: `${path} ne contient aucune clé secrète d’age`,
    hint: "donnez le fichier qu’a écrit age-keygen, ou ce fichier chiffré par age -p : --identity FICHIER",
  }),
  "drill-of-other": ({ copy, found, wanted }) => ({
    message: `${copy} est une copie de l’élection ${found}, et l’élection ouverte ici est ${wanted}`,
    hint: "inscrivez l’exercice là où se trouve l’élection copiée, ou désignez-en le fichier : --file",
  }),
  "drill-note-refused": ({ path, rule }) => ({
    message: `${path} n’est pas inscrit : ${drillNoteFaults[rule]}`,
    hint: "la personne qui mène l’exercice signe avec une clé habilitée à écrire au registre : urne restore --drill FICHIER --key CLÉ --out NOTE",
  }),
  "copy-faulty": ({ path, rule, part }) => ({
    message: `${part === undefined ? path : `${part}, dans ${path},`} n’est pas ce qui a été copié : ${copyFaults[rule]}`,
    hint: "prenez une autre copie, ou faites-en une là où se trouve l’élection : urne backup --to DESTINATAIRE",
  }),
}

export const custodyRules: Readonly<Record<CustodyRule, string>> = {
  taken: "une copie de ce nom est déjà inscrite",
  unknown: "aucune copie de ce nom n’est inscrite",
  ended: "cette copie a été perdue ou détruite",
  giver: "la personne qui la remet n’est pas celle qui la détient",
  same: "elle serait remise à la personne qui la détient déjà",
  signers: "les deux parties doivent signer une remise",
  order: "cela s’est passé avant ce qui est déjà inscrit de cette copie",
  number: "cet exercice n’a pas le numéro suivant",
  register: "la preuve est liée à un autre état du registre",
  proof: "la preuve ne montre pas la clé",
}

const copyKindFaults: Readonly<Record<CopyKindRule, string>> = {
  empty: "est vide",
  "urn-key": "n’est pas une clé certifiée pour cette urne",
  definition: "n’est pas la définition de cette élection, celle qu’atteste le journal",
}

const mediumFaults: Readonly<Record<MediumRule, string>> = {
  empty: "le fichier est vide",
  damaged: "le fichier a été coupé ou modifié, ou n’est pas un fichier de clé",
  form: "il s’ouvre, et ce n’est ni la clé d’un détenteur ni celle d’une personne chargée des codes",
  election: "il contient une clé d’une autre élection",
  key: "il contient une autre clé que celle dont cette élection a besoin",
  codes: "ce n’est pas le fichier des codes qui a été enregistré",
}

const drillNoteFaults: Readonly<Record<DrillNoteRule, string>> = {
  form: "ce n’est pas un procès-verbal d’exercice de restauration",
  unsigned: "aucune personne habilitée à écrire au registre ne l’a signé",
  election: "l’exercice portait sur une autre élection",
  history: "la copie a des lignes de journal que ce fichier d’élection n’a pas",
  again: "il est déjà inscrit",
}

const copyFaults: Readonly<Record<CopyRule, string>> = {
  damaged: "ce n’est pas un fichier age, ou il a été coupé ou modifié",
  form: "le fichier s’ouvre, et ce n’est pas la copie d’une élection",
  differs: "le contenu n’est pas celui qu’annonce l’inventaire de la copie",
  absent: "l’inventaire de la copie l’annonce, et il n’y est pas",
}

export const labels: typeof english = {
  backedUp: (path, entries) => `Copié dans ${path} et relu : ${several(entries, "ligne(s)")} de journal`,
  notInCopy:
    "Fichiers ABSENTS de la copie. Sans eux, l’élection ne peut pas continuer ; gardez chacun à part des autres :",
  leftOut: {
    "urn-key":
      "la clé de l’urne ; copiez-la avec cp -p sur un support à part. Sans elle, personne ne peut voter et aucun dossier public n’est conforme",
    officer:
      "fichier de la personne chargée des codes, qui en garde une copie : il sert à imprimer les codes et à émarger",
    holder:
      "fichier d’un détenteur de clé, à copier sur un support personnel, et de nouveau après le déchiffrement : une copie plus ancienne ignore ce qui a été déchiffré",
    member:
      "fichier d’un membre, à copier sur un support personnel, et de nouveau après chaque signature : une copie plus ancienne ignore ce qui a été signé",
    evidence:
      "numérisations de documents signés et pièces ; emportez ce dossier, ou faites une copie chiffrée de l’ensemble : --to",
    letters: "les sommes de contrôle des courriers imprimés (SHA256SUMS)",
  },
  encryptedTo: (path, recipients) =>
    `Copie chiffrée pour ${several(recipients, "destinataire(s)")}, relue et comparée : ${path}`,
  holdsLogs: (entries, register) =>
    `${several(entries, "ligne(s)")} de journal, ${several(register, "inscription(s)")} au registre`,
  inCopy: "Dans la copie :",
  parts: {
    election: "le fichier d’élection",
    urnKey: "la clé de l’urne",
    definition: "le texte de la définition",
    evidence: (pieces) => `pièces et numérisations : ${pieces}`,
    letters: "les sommes de contrôle des courriers imprimés (SHA256SUMS)",
  },
  notInEncrypted: "ABSENTS de la copie :",
  whyLeftOut: {
    secret: "secret de la personne qui le détient, et qui en garde une copie",
    absent: "introuvable ici",
    altered: "modifié depuis son inscription, donc non copié",
    foreign: "n’est pas une pièce conservée par urne",
    beside: "à côté de l’élection",
  },
  leftOutKinds: {
    "urn-key": "la clé de l’urne",
    officer: "le fichier de la personne chargée des codes",
    holder: "le fichier d’un détenteur de clé",
    member: "la clé d’un membre",
    evidence: "pièce",
    letters: "les sommes de contrôle des courriers imprimés",
  },
  noUrnKey:
    "la clé de l’urne, qui n’est pas ici : retrouvez-la (--urn-key), ou faites-en certifier une autre : urne appoint --new-urn-key",
  hasDecrypted: (holder, tally) =>
    `${holder} a déchiffré le décompte ${tally} : son fichier refuse tout autre décompte, il faut donc figer de nouveau les mêmes bulletins`,
  noneDecrypted:
    "Ni ce fichier ni ce poste ne connaît de détenteur qui ait déchiffré. Interrogez les détenteurs : le fichier de qui a déchiffré refuse tout autre décompte.",
  restore: (path) =>
    `Pour reprendre cette copie sur un autre poste : placez-l’y sous le nom X.urne, la clé de l’urne à côté, et lancez urne status. Si l’original est perdu, la Haute Autorité le déclare d’abord : urne recover --lost-after. (${path})`,
  proveCopy: (path) => `Pour prouver qu’elle peut être restaurée : urne restore --drill ${path} --identity IDENTITÉ`,
  restored: (path, kind) => `Restauré dans ${path} à partir d’${kind}, ouvert et prouvé ligne par ligne`,
  copyKinds: { plain: "une copie simple", encrypted: "une copie chiffrée, comparée octet par octet" },
  fingerprint: "Journal",
  madeAt: (instant) => `La copie date de ${instant}`,
  relations: {
    "never-seen": () => "Ce poste n’a jamais vu cette élection : il ne peut pas dire ce qui a suivi cette copie.",
    equal: () => "Elle va jusqu’où ce poste a vu l’élection.",
    ahead: (entries) => `Elle a ${several(entries, "ligne(s)")} de journal de plus que ce poste n’en a vu.`,
    behind: (entries) =>
      `Elle est EN RETARD : ce poste a vu ${several(entries, "ligne(s)")} de journal qu’elle n’a pas.`,
    another: () => "Son HISTOIRE EST AUTRE que celle que ce poste a vue de cette élection.",
  },
  notRestored: "ABSENTS de la copie, donc non restaurés :",
  goOn: "Pour continuer :",
  ifLost: "Si l’original est perdu, la Haute Autorité le déclare avant tout nouveau vote : urne recover --lost-after",
  drillPassed: (path) => `RÉUSSI : ${path} peut être restauré`,
  drillFailed: (path) => `ÉCHEC : ${path} n’a pas été restauré`,
  drillLevel: (level, seconds) => `${level}, en ${seconds} s`,
  levels: {
    structure: "Structure : la copie s’ouvre et contient ce qu’annonce son inventaire",
    bytes: "Chaque octet : chaque ligne et chaque enregistrement ont été prouvés",
    verified: "Vérifié : son dossier public a été écrit et entièrement vérifié",
  },
  failedAt: {
    structure: "À l’ouverture",
    bytes: "À la preuve de chaque ligne",
    verified: "À la vérification de son dossier",
  },
  copyParts: {
    election: "fichier d’élection",
    "urn-key": "clé de l’urne",
    definition: "définition",
    evidence: "pièces et numérisations",
    letters: "sommes de contrôle des courriers",
  },
  holdsParts: (parts) => `Contenu : ${parts}`,
  notRecorded:
    "Cet exercice n’est pas au registre : --key CLÉ l’y inscrit, ou en signe le procès-verbal là où l’élection n’est pas",
  drillEntered: (drill, entry) => `L’exercice ${drill} est au registre (inscription ${entry})`,
  drillNoted: (path) => `Procès-verbal signé : ${path}. Là où se trouve l’élection : urne custody drill ${path}`,
  nothingSigned: "Rien n’a été signé : nul ne peut dire de quelle élection c’est la copie",
  notVerified: (verdict) => `le dossier public qui en résulte est ${verdict}`,
  question: "La Haute Autorité détient-elle une copie complète, restaurable, qu’aucun prestataire ne peut retenir ?",
  answers: { yes: "OUI.", no: "NON.", "not-proven": "NON PROUVÉ." },
  inStatus: "Une copie complète qu’aucun prestataire ne peut retenir (urne custody report) :",
  upTo: (entries, of) => `Restaurable jusqu’à la ligne ${entries} sur ${of} du journal.`,
  neededParts: {
    election: "Fichier d’élection",
    "urn-key": "Clé de l’urne",
    officer: "Clé de la personne chargée des codes, avec le fichier des codes",
    holder: "Clé d’un détenteur",
    definition: "Définition",
    letters: "Sommes de contrôle des courriers",
  },
  holderPart: (holder) => `Clé du détenteur ${holder}`,
  states: {
    proven: "prouvé",
    unproven: "NON PROUVÉ",
    failed: "ÉCHEC : le dernier exercice sur la copie que détient la Haute Autorité n’a pas réussi",
    lost: "PERDU : toutes les copies inscrites ont disparu",
    withheld: "RETENU : seul un prestataire peut en remettre une",
  },
  drillLevels: { structure: "structure", bytes: "chaque octet", verified: "entièrement vérifié" },
  proofs: {
    drill: (drill, level) => `par l’exercice ${drill} (${level})`,
    hash: (copy) => `par l’empreinte de la copie ${copy}, lue à l’inscription`,
    medium: "par son support, qui a été lu",
    possession: "par une preuve de possession au journal ; aucun support n’a été lu depuis",
  },
  freshProof: (days) => (days === "0" ? "(aujourd’hui)" : `(il y a ${several(days, "jour(s)")})`),
  oldProof: (days) => `(il y a ${several(days, "jour(s)")}, PLUS DE 7 : relisez-le)`,
  heldBy: (people) => `Détenu par ${people}`,
  toProve: "Pour le prouver :",
  paperTitle: "État de la garde",
  reportWritten: (path) => `Écrit dans ${path}. Ce document nomme qui détient quoi : ne le publiez pas.`,
  kinds: {
    "encrypted-backup": "copie chiffrée de l’ensemble",
    election: "fichier d’élection",
    "urn-key": "clé de l’urne",
    officer: "clé de la personne chargée des codes",
    codes: "fichier des codes",
    holder: "clé d’un détenteur",
    definition: "définition",
    letters: "sommes de contrôle des courriers",
    record: "dossier public",
    paper: "document papier",
    other: "autre chose",
  },
  controllers: { authority: "chez la Haute Autorité", vendor: "chez un prestataire" },
  ends: { lost: "PERDUE", destroyed: "détruite" },
  steps: {
    recorded: (holder) => `détenue par ${holder}`,
    transferred: (holder) => `remise à ${holder}`,
  },
  sealed: (seal) => `scellé ${seal}`,
  otherSeal: "Ce scellé n’est pas le précédent, ou il n’y en a plus.",
  signedBy: (people, entry) => `signé par ${people} (inscription ${entry})`,
  noHash: "Aucune empreinte n’en a été inscrite.",
  hashRead: "(lue sur la copie)",
  hashTold: "(indiquée, non lue)",
  noCopies: "Aucune copie n’est inscrite.",
  columns: {
    ...{ copy: "copie", kind: "quoi", holder: "détenue par", since: "depuis", control: "qui peut la retenir" },
    ...{ part: "élément", state: "état", proof: "par quoi, ou ce qui le prouverait" },
  },
  ask: {
    ...{
      kind: "De quoi est-ce la copie ?",
      holder: "Identifiant de qui la détient, comme anne :",
      place: "Où est-elle ?",
    },
    ...{ since: "Depuis quand ?", medium: "Sur quel support ?", giver: "Identifiant de qui la remet :" },
    ...{ receiver: "Identifiant de qui la reçoit :", handed: "Quand a-t-elle été remise ?" },
    ...{
      condition: "Dans quel état est-elle ?",
      ended: "Quand ?",
      reason: "Que s’est-il passé ?",
      label: "Quel support est-ce ?",
    },
  },
  done: {
    recorded: (copy) => `${copy} est au registre`,
    transferred: (copy) => `La remise de ${copy} est au registre, signée par les deux parties`,
    lost: (copy) => `La perte de ${copy} est au registre`,
    destroyed: (copy) => `La destruction de ${copy} est au registre`,
    proven: {
      holder: (holder) => `Le support se lit et contient la clé ${ofName(holder)} ; la preuve est au registre`,
      officer: (holder) =>
        `Le support se lit, et la clé ${ofName(holder)} ouvre le fichier des codes ; c’est au registre`,
    },
  },
  commands: {
    custody: "qui détient quelle copie, et si l’une d’elles peut être restaurée",
    copy: "inscrire qui détient une copie, de quoi, où et sur quel support",
    transfer: "inscrire la remise d’une copie ; les deux parties signent",
    lost: "inscrire la perte d’une copie",
    destroyed: "inscrire la destruction d’une copie",
    medium: "prouver que le support que l’on apportera se lit et ouvre ce qu’il doit ouvrir",
    list: "lister les copies et qui détient chacune",
    show: "montrer une copie et sa chaîne de garde",
    report: "dire si la Haute Autorité détient une copie complète, restaurable, qu’aucun prestataire ne peut retenir",
    drill: "inscrire un exercice de restauration mené sur un autre poste",
    restore: "restaurer une élection à partir d’une copie dans un nouveau dossier, ou s’y exercer",
    backup: "copier toute l’élection dans un nouveau fichier et le relire",
    recover: "décider de reprendre sur un fichier restauré, plus ancien, ou renoncer à une heure fausse",
  },
  options: {
    reason: "ce qui a été perdu et pourquoi, en une phrase",
    checkpoint: "une empreinte signée ou un récépissé qui montre ce qui a été perdu",
    lostAfter:
      "ce qui a suivi tant de lignes du journal peut être perdu ; sans nombre, ce qui a suivi la dernière du fichier",
    clock: "renoncer à l’heure de la dernière ligne, donnée par une horloge fausse",
    batch: "un lot annoncé dans ce qui a été perdu, que son canal renvoie",
    to: "chiffrer une seule copie de tout pour les clés publiques d’age de qui pourra l’ouvrir, age1…",
    toFile: "un fichier de telles clés publiques, une par ligne",
    copyName: "le nom court de la copie, comme cle-usb-1",
    kind: "de quoi c’est la copie",
    ofFile: "la copie elle-même, dont l’empreinte est calculée",
    sha256: "son SHA-256, si elle ne peut pas être lue ici",
    holder: "l’identifiant de qui la détient",
    place: "où elle se trouve ; non publié",
    since: "depuis quand, dans le fuseau de l’élection",
    medium: "sur quel support ; non publié",
    seal: "le numéro du scellé qu’elle porte",
    controlledBy: "qui peut la retenir ; la Haute Autorité sauf indication contraire",
    from: "l’identifiant de qui la remet",
    receiver: "l’identifiant de qui la reçoit",
    handed: "quand elle a été remise, dans le fuseau de l’élection",
    condition: "dans quel état elle était ; non publié",
    bothKeys: "les clés des deux parties",
    endReason: "ce qui s’est passé, en une phrase ; non publié",
    ended: "quand ; maintenant sauf indication contraire",
    mediumFile: "le fichier du support : la clé d’un détenteur ou d’une personne chargée des codes",
    mediumPassphraseFile: "un fichier avec la phrase secrète de cette clé",
    codes: "le fichier des codes, que la clé d’une personne chargée des codes doit ouvrir",
    label: "quel support c’est ; non publié",
    reportPdf: "l’écrire aussi en PDF, pour le papier",
    copies: "une copie, chiffrée ou simple (plusieurs pour un exercice)",
    identity: "la clé secrète d’age d’un destinataire, telle qu’age-keygen l’a écrite",
    identityPassphraseFile: "un fichier avec la phrase secrète d’une identité, si elle en a une",
    restoreOut: "le nouveau dossier ; pour un exercice, le procès-verbal signé",
    drill:
      "reconstituer l’élection à partir de la seule copie, dans un dossier qui disparaît ensuite, et dire ce qui a échoué",
    level: "jusqu’où va l’exercice ; « verified » sauf indication contraire",
    drillPlace: "où se trouvait la copie, pour le registre ; non publié",
    drillNote: "le procès-verbal signé qu’a écrit restore --drill",
  },
}
