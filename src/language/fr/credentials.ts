import type { CredentialRefusals } from "../../core/refusals.ts"
import { shellWord } from "../../core/shell-word.ts"
import type { labels as english } from "../en/credentials.ts"
import type { RefusalTexts } from "../texts.ts"
import { of, several } from "./grammar.ts"
import { ofCity } from "./instant.ts"

export const refusals: RefusalTexts<CredentialRefusals> = {
  "roll-needed": () => ({
    message: "la liste électorale n’est pas encore chargée",
    hint: "lancez : urne roll import FICHIER",
  }),
  "roll-changed": () => ({
    message: "la liste électorale a changé pendant l’établissement des codes ; aucun n’a été enregistré",
    hint: "le fichier des codes a été supprimé ; relancez la commande",
  }),
  "credentials-exist": ({ issued }) => ({
    message: `les codes de vote de cette élection sont déjà établis (${issued})`,
    hint: "pour imprimer les courriers : urne credentials print",
  }),
  "credentials-absent": () => ({
    message: "les codes de vote de cette élection ne sont pas encore établis",
    hint: "lancez : urne credentials generate",
  }),
  "officer-file-orphan": ({ path }) => ({
    message: `${path} existe, mais cette élection ne l’a jamais enregistré : une commande s’est arrêtée avant la fin`,
    hint: `ses codes ne permettent pas de voter ; détruisez-le (rm -- ${shellWord(path)}), puis relancez la commande`,
  }),
  "officers-wrong": ({ wanted, given }) => ({
    message: `la définition confie les codes à ${wanted.join(" et ")}, et non à ${given.join(" et ")}`,
    hint: "nommez chaque personne une fois, avec --officer",
  }),
  "officers-count": ({ given }) => ({
    message: `une ou deux personnes sont chargées des codes, et non ${given}`,
    hint: "nommez-les avec --officer",
  }),
  "not-an-officer-key": ({ path }) => ({
    message: `${path} n’est pas la clé d’une personne chargée des codes`,
    hint: "donnez le fichier de clé qu’urne credentials generate a créé ou utilisé, NOM.officer.key",
  }),
  "another-officer-key": ({ path, officer, rehearsal }) => ({
    message: `${path} est la clé ${of(officer)}${rehearsal ? ", pour un scrutin à blanc" : ""}`,
    hint: "donnez la clé de la personne voulue, ou un autre nom pour une nouvelle clé",
  }),
  "not-an-officer-file": ({ path }) => ({
    message: `${path} n’est pas un fichier des codes complet`,
    hint: "prenez l’autre copie du fichier des codes",
  }),
  "not-this-officer": ({ path }) => ({
    message: `${path} n’a pas été chiffré pour cette clé`,
    hint: "donnez la clé de la personne pour qui urne credentials generate l’a chiffré",
  }),
  "another-officer-file": ({ path }) => ({
    message: `${path} n’est pas le fichier des codes de cette élection`,
    hint: "donnez le fichier écrit par urne credentials generate",
  }),
  "officer-file-roll": ({ path, member }) => ({
    message: `${path} et la liste électorale ne nomment pas les mêmes adhérents (${member})`,
  }),
  "not-a-code": () => ({
    message: "ceci ne peut pas être un code de vote",
    hint: "22 caractères en quatre groupes ; jamais 0 (zéro), O, I ni l (L minuscule) ; les majuscules comptent",
  }),
  "letter-too-long": ({ addresses }) => ({
    message: `les textes de la définition ne tiennent pas sur une page de courrier (${several(addresses, "adresse(s)")})`,
    hint: "donnez moins d’adresses",
  }),
  "letter-faulty": ({ name, sheet, fault }) => ({
    message:
      fault === "file"
        ? `${name} : le dossier ne contient pas ce qui a été contrôlé`
        : `${name}, feuille ${sheet} : la page imprimée n’est pas celle qui est attendue (${fault}) ; aucun courrier n’a été gardé`,
    hint:
      fault === "file"
        ? "le support est défaillant : détruisez le dossier, et imprimez sur un autre"
        : "imprimez de nouveau ; si cela se répète, signalez-le : c’est un défaut du programme",
  }),
  "no-such-member": ({ member }) => ({
    message: `aucun inscrit de la liste électorale ne porte le numéro ${member}`,
    hint: "pour voir les numéros : urne roll list --eligible",
  }),
  "letter-unprintable": ({ text, flaw }) => ({
    message: `« ${text} » ne peut pas être imprimé sur un courrier (${labels.flaws[flaw]})`,
    hint: "donnez une autre graphie, en lettres latines",
  }),
  "total-weight": ({ total, limit }) => ({
    message: `le total des voix de tous les codes, réassort compris, est ${total} ; on ne peut en compter que ${limit}`,
    hint: "corrigez les nombres de voix dans le fichier des adhérents, puis chargez-le : urne roll import FICHIER",
  }),
}

export const labels: typeof english = {
  letter: {
    title: "Votre code de vote",
    rehearsalTitle: "Votre code de vote (scrutin à blanc)",
    rehearsal: "SCRUTIN À BLANC — ce code ne permet aucun vote réel",
    personal: "Ce code est personnel : quiconque l’a peut voter à votre place. Personne ne vous le demandera jamais.",
    memberNumber: "Numéro d’adhérent",
    code: "Code de vote",
    codeHelp:
      "22 caractères en quatre groupes ; les tirets sont facultatifs. Les majuscules comptent. Il ne contient jamais le " +
      "chiffre 0, les majuscules O et I, ni la minuscule l. Le carré contient le code et rien d’autre : aucun lien.",
    weight: (weight) => `Votre bulletin compte pour ${weight} voix.`,
    issued: (day) => `Établi le ${day}`,
    asked: "Ce qui vous est demandé",
    choice: (min, max, blank) => {
      const answers =
        min === max
          ? max === 1
            ? "une seule réponse"
            : `${max} réponses`
          : min === 0
            ? `${several(max, "réponse(s)")} au plus`
            : `de ${min} à ${max} réponses`
      return `${answers}${blank ? ", ou vote blanc" : ""}`
    },
    answers: (count) => several(count, "réponse(s)"),
    revote: {
      refused: "Un seul vote, définitif : une fois déposé, votre bulletin ne peut être ni modifié ni retiré.",
      "last-counts": "Vous pouvez voter de nouveau jusqu’à la clôture : seul votre dernier bulletin compte.",
    },
    when: "Quand voter",
    between: (opens, closes, city) => `Du ${opens} au ${closes}${city === undefined ? "" : `, heure ${ofCity(city)}`}.`,
    where: "Où voter",
    onlyAt: "Sur internet, uniquement à l’adresse :",
    noAddress: "Dans un bureau de vote : ce scrutin n’a aucune adresse sur internet.",
    warning: (addresses) =>
      `${addresses === 0 ? "Toute adresse sur internet" : "Toute autre adresse"} est frauduleuse. Aucun appel, courriel ou message de notre part ne demande votre code.`,
    lost: "Courrier ouvert, égaré ou destiné à quelqu’un d’autre",
    lostHelp: (phone, email, authority) => {
      const contacts = [phone, email].filter((contact) => contact !== undefined)
      const whom =
        contacts.length === 0 ? `${authority}, par la voie habituelle` : `${authority} (${contacts.join(" ou ")})`
      return `Prévenez aussitôt : ${whom}. Quiconque a ce code peut s’en servir pour voter.`
    },
    fingerprint: (authority) => `Empreinte de l’autorité : ${authority}`,
    fingerprintHelp:
      "Elle a été lue à voix haute à l’installation du bureau et figure sur chaque communiqué : comparez-la. Avec elle, " +
      "chacun peut vérifier le dossier public de l’élection.",
    control: "Contrôle",
    controlHelp:
      "Ces huit caractères lient votre numéro à votre code, dont ils ne révèlent rien : ils montrent si deux courriers ont été échangés.",
    foot: (part, sheet, sheets) => `Fichier ${part} · feuille ${sheet} sur ${sheets}`,
  },
  markOff: { member: "numéro d’adhérent", name: "nom", voted: "a voté", yes: "oui", no: "non" },
  commands: {
    credentials: "codes de vote : établir, imprimer, essayer, émarger",
    generate: "établir un code par inscrit et un stock de réassort ; les codes ne vont que dans le fichier des codes",
    print: "imprimer les courriers, dans l’ordre des codes postaux",
    check: "essayer un code : dire s’il permet de voter à cette élection, et non à qui il est",
    markOff: "une fois l’urne figée, écrire la liste d’émargement : a voté, oui ou non",
  },
  options: {
    officer: "qui peut ouvrir le fichier des codes : une ou deux personnes (par défaut celles de la définition)",
    newKey: "fichier de clé de la personne de même rang ; créé s’il n’existe pas",
    key: "fichier de clé de la personne chargée des codes",
    passphraseFile: "fichier de la phrase secrète de la clé de même rang (- : entrée standard)",
    onePassphraseFile: "fichier de la phrase secrète de la clé (- : entrée standard)",
    codesOut: "où écrire le fichier des codes",
    codes: "le fichier des codes",
    reason: "pourquoi le fichier des codes est ouvert, pour le journal",
    lettersOut: "dossier des courriers, qui ne doit pas exister",
    partSize: "courriers par fichier, 5000 au plus",
    members: "seulement les courriers de ces adhérents, par leur numéro",
    nameAs: "le nom à porter sur l’unique courrier, si celui de la liste ne peut pas être imprimé",
    addressAs: "de même, les lignes de l’adresse à porter sur l’unique courrier",
    codeFile: "fichier contenant le code (- : entrée standard)",
    listOut: "où écrire la liste",
  },
  rehearsalPrefix: "scrutin-a-blanc",
  fileNames: { codes: "codes", letters: "courriers", markoff: "emargement" },
  officerId: "Identifiant de la personne chargée des codes, par exemple marie-durand :",
  newKeyOf: (name) => `Une clé est créée pour ${name}.`,
  whyOpened: "Pourquoi ouvrir le fichier des codes ? (pour le journal)",
  reasonForm: "Il faut un motif de 1 à 200 caractères : le journal le garde",
  askCode: "Code de vote :",
  generated: (issued, reserve, file) =>
    `${several(issued, "code(s) établi(s)")}, ${reserve} en réassort ; ils sont dans ${file}`,
  keyMade: (name, path) => `Clé ${of(name)} écrite dans ${path}`,
  keyUsed: (name, path) => `Chiffré pour la clé ${of(name)}, qui est dans ${path}`,
  keepApart:
    "Gardez le fichier des codes et ses clés loin du fichier de l’élection : rien d’autre ne dit quel code est à qui.",
  printed: (letters, folder) => `${several(letters, "courrier(s) imprimé(s)")} dans ${folder}, chaque page relue`,
  part: "Fichier",
  letters: "Courriers",
  member: "Adhérent",
  apart: "Aucun courrier n’a été imprimé pour ces adhérents ; leur feuille n’était pas celle qui est attendue :",
  printApart: (member) =>
    `Les courriers de tous les autres sont bons. Imprimez chacun de ceux-ci avec une autre graphie, en lettres latines :\n  urne credentials print --key FICHIER --member ${member} --name-as '…' --address-as '…' '…'`,
  faults: {
    member: "le numéro d’adhérent",
    code: "le code en lettres",
    qr: "le code dans le carré",
    control: "la marque de contrôle",
    address: "le nom ou l’adresse",
    window: "la fenêtre de l’enveloppe",
    unset: "la feuille n’a pas pu être composée",
  },
  lookAt: "Regardez ces courriers avant de les poster :",
  flaws: {
    "number-cut": "numéro trop long",
    "address-cut": "adresse trop longue",
    "character-missing": "un caractère qu’aucune police ne contient",
    "marks-stacked": "accents superposés",
    "right-to-left": "écriture de droite à gauche",
  },
  states: {
    usable: "Ce code permet de voter à cette élection.",
    reserve: "Ce code est en réassort : il ne permet de voter qu’une fois attribué à un adhérent.",
    blocked: "Ce code est bloqué : il ne permet pas de voter.",
    unknown: "Ce code n’est pas de cette élection.",
  },
  votedStates: {
    refused:
      "Un bulletin déposé avec ce code est dans l’urne, et le vote est définitif : on ne peut plus s’en servir. Pour en imprimer de nouveau le récépissé : urne receipt",
    "last-counts":
      "Un bulletin déposé avec ce code est dans l’urne. Jusqu’à la clôture, on peut voter de nouveau par le même canal : le nouveau bulletin le remplace, et seul le dernier compte. Pour en imprimer de nouveau le récépissé : urne receipt",
  },
  markedOff: (voted, members, file) =>
    `${several(voted, "votant(s)")} sur ${several(members, "inscrit(s)")} ; liste dans ${file}`,
}
