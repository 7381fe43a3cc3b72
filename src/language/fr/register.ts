import type { RegisterRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/register.ts"
import type { RefusalTexts } from "../texts.ts"
import { agreed, of, several } from "./grammar.ts"
import { labels as lifecycle } from "./lifecycle.ts"

export const refusals: RefusalTexts<RegisterRefusals> = {
  "no-register": () => ({
    message: "cette élection a été commencée avec une version antérieure d’urne et n’a pas de registre",
    hint: "tenez la main courante sur papier ; les élections commencées désormais ont un registre",
  }),
  "register-rollback": ({ seen, found, path }) => ({
    message: `ce poste a vu ${several(seen, "écriture(s)")} du registre ; le fichier n’en a que ${found} : c’est une copie plus ancienne`,
    hint: `utilisez le fichier le plus récent ; s’il est perdu, notez ce qu’il contenait, puis supprimez ce que ce poste retient du registre : ${path}`,
  }),
  "register-rewritten": ({ seen, path }) => ({
    message: agreed(
      seen,
      `(la première écriture du registre n’est pas celle que ce poste a vue|les ${seen} premières écritures du registre ne sont pas celles que ce poste a vues)`,
    ),
    hint: `gardez les deux fichiers et comparez-les ; pour continuer malgré tout avec celui-ci, supprimez ce que ce poste retient du registre : ${path}`,
  }),
  "not-a-writer": ({ name }) => ({
    message: `${name} n’est ni la clé d’un membre ni celle d’une personne habilitée à écrire au registre`,
    hint: "deux membres habilitent quelqu’un avec : urne writer add",
  }),
  "signers-missing": ({ members }) => ({
    message:
      members === 0
        ? "cette écriture demande la signature d’un membre ou d’une personne habilitée à écrire au registre"
        : `cette écriture demande la signature de ${members} membres différents`,
    hint: "indiquez leurs fichiers de clé : --key FICHIER FICHIER",
  }),
  "entry-too-long": () => ({
    message: "un texte de cette écriture est vide ou dépasse 4 000 caractères",
    hint: "répartissez-le sur plusieurs écritures, ou gardez le texte long dans un fichier à part",
  }),
  "writer-key-refused": ({ writer }) => ({
    message: `cette clé ne peut pas être celle ${of(writer)} : son nom se termine autrement, ou l’identifiant ou la clé est déjà pris`,
    hint: `faites-en une autre : urne key new ${writer}`,
  }),
  "no-such-writer": ({ writer }) => ({
    message: `personne d’identifiant ${writer} n’est habilité à écrire au registre`,
    hint: "voyez qui l’est : urne writer list",
  }),
  "not-present": ({ who }) => ({
    message: `${who} ne désigne aucune personne présente en ce moment`,
    hint: "voyez qui est présent : urne attendance list",
  }),
  "present-twice": ({ who, entries }) => ({
    message: `plusieurs personnes présentes s’appellent ${who}`,
    hint: `désignez-la par le numéro de l’écriture de son arrivée : ${entries.join(", ")}`,
  }),
  "role-absent": ({ role, wanted, present }) => ({
    message: `la feuille de présence compte ${several(present, `${lifecycle.roles[role]}(s)`)} ; la définition en exige ${wanted}`,
    hint: `écrivez qui est là : urne attendance in NOM --role ${role}`,
  }),
  "register-unsigned": ({ entries }) => ({
    message:
      entries === 0
        ? "rien n’a été écrit au registre"
        : "l’urne n’a signé aucun état du registre : ses fichiers ne prouveraient rien",
    hint:
      entries === 0
        ? "écrivez-y d’abord : urne log add TEXTE"
        : "lancez la commande là où se trouve la clé de l’urne, ou indiquez son fichier : --urn-key FICHIER",
  }),
  "register-tail-unsigned": ({ entries, signed }) => ({
    message: `l’urne a signé ${signed} des ${entries} écritures du registre ; les autres ont été laissées de côté`,
    hint: "relancez la commande là où se trouve la clé de l’urne, ou indiquez son fichier : --urn-key FICHIER",
  }),
}

export const labels: typeof english = {
  roles: {
    president: "président",
    secretary: "secrétaire",
    member: "membre",
    delegate: "délégué",
    bailiff: "commissaire de justice",
    expert: "expert",
    provider: "prestataire",
    observer: "observateur",
    operator: "opérateur",
    desk: "bureau",
    candidate: "candidat",
    voter: "électeur",
    authority: "Haute Autorité",
  },
  events: {
    "writer.certified": "habilitation à écrire",
    "writer.removed": "fin d’habilitation",
    "log.noted": "main courante",
    "attendance.entered": "arrivée",
    "attendance.left": "départ",
    "incident.opened": "incident ouvert",
    "incident.observed": "constat",
    "incident.claimed": "cause alléguée",
    "incident.judged": "état d’une cause alléguée",
    "incident.evidenced": "pièce",
    "incident.concluded": "conclusion",
    "incident.decided": "proposition",
    "incident.authorised": "décision signée",
    "incident.told": "information",
    "incident.closed": "incident clos",
    "incident.reopened": "incident rouvert",
    "incident.corrected": "rectification",
    "intervention.added": "intervention",
    "intervention.corrected": "rectification d’une intervention",
    "observation.entered": "observation",
    "complaint.entered": "réclamation",
    "complaint.answered": "réponse à une réclamation",
    "paper.attached": "pièce signée",
    "notice.issued": "communiqué publié",
  },
  fields: {
    entered: "personne arrivée à l’écriture",
    incident: "incident",
    observation: "n°",
    claim: "cause",
    evidence: "pièce",
    conclusion: "conclusion",
    decision: "décision",
    act: "décision signée",
    entry: "écriture",
    intervention: "intervention",
    claims: "causes",
    from: "depuis",
    until: "jusqu’à",
    said: "dit",
    size: "octets :",
    ballots: "bulletins :",
    complaint: "réclamation",
    answer: "réponse",
    due: "réponse due avant",
    number: "n°",
  },
  hiddenMark: "(non publié)",
  publicMark: "(publié)",
  columns: {
    number: "n°",
    at: (zone) => `heure (${zone})`,
    by: "signé par",
    what: "objet",
    text: "texte",
    name: "nom",
    role: "qualité",
    writer: "identifiant",
    from: (zone) => `depuis (${zone})`,
    to: "jusqu’à",
  },
  nothing: "Rien n’a été écrit au registre.",
  noLog: "Rien n’a été écrit à la main courante.",
  noAttendance: "Personne ne figure sur la feuille de présence.",
  noWriters: "Seuls les membres de la Haute Autorité écrivent au registre.",
  presentNow: "encore là",
  mayWrite: "habilité",
  removed: (at, reason) => `${at} : ${reason}`,
  fingerprint: (entries) => `Valeur de contrôle du registre à ${several(entries, "écriture(s)")} :`,
  unsigned: (entries) =>
    `L’urne n’a pas encore signé les dernières écritures du registre : ${entries}. Elle le fera dès qu’une commande trouvera la clé de l’urne.`,
  notSigned: "L’urne n’a pas signé le registre jusqu’à cette écriture.",
  opening: "Ce qui n’est pas publié, et la clé de son engagement :",
  checked: (entries, hidden) =>
    `Registre : ${several(entries, "écriture(s), (prouvée|toutes prouvées)")}. Ce qui n’est pas publié a été comparé pour ${hidden} d’entre elles.`,
  written: (entries, path) => `Registre de ${several(entries, "écriture(s)")} écrit dans ${path}`,
  writtenFull: (entries, hidden, path) =>
    `Registre de ${several(entries, "écriture(s)")} écrit dans ${path}, avec ce qui n’est pas publié de ${hidden}. Ne publiez pas ce dossier.`,
  textForm: "Entre 1 et 4 000 caractères",
  ask: {
    key: "Fichier de clé de la personne qui écrit :",
    text: "Ce qui s’est passé :",
    name: "Nom de la personne :",
    writerName: "Nom de la personne qui écrira :",
    role: "Qualité :",
    reason: "Motif :",
  },
  done: {
    noted: (entry) =>
      `Écrit à la main courante, écriture ${entry} du registre. Le dossier public n’en montrera qu’un engagement, pas le texte.`,
    notedPublic: (entry) => `Écrit à la main courante, écriture ${entry} du registre. Le texte sera publié.`,
    entered: (name, role) => `Arrivée notée : ${name} (${role})`,
    left: (name) => `Départ noté : ${name}`,
    certified: (id) => `Habilitation à écrire au registre inscrite : ${id}`,
    removed: (id) => `Fin d’habilitation inscrite : ${id}`,
  },
  commands: {
    register: "le registre : ce qui est daté, chaque écriture signée par qui l’a faite",
    list: "lister les dernières écritures",
    show: "montrer une écriture, et la preuve qu’elle est au registre",
    check: "prouver chaque écriture, et ce qui n’en est pas publié",
    export: "écrire le registre dans un dossier : tel qu’il est publié, ou en entier",
    log: "la main courante",
    logAdd: "écrire une ligne de la main courante, avec l’heure",
    logList: "montrer la main courante",
    attendance: "la feuille de présence : qui est là, et depuis quand",
    in: "écrire que quelqu’un est arrivé",
    out: "écrire que quelqu’un est parti",
    attendanceList: "montrer la feuille de présence",
    writer: "les personnes qui écrivent au registre sans rien décider",
    writerAdd: "habiliter quelqu’un à écrire, par deux membres",
    writerList: "montrer qui est habilité à écrire, ou l’a été",
    writerRemove: "mettre fin à une habilitation, par un membre",
  },
  options: {
    key: "fichier de clé du membre ou de la personne habilitée qui signe",
    last: "combien des dernières écritures regarder (par défaut : 50)",
    type: "seulement les écritures dont la sorte commence ainsi, comme log",
    out: "le dossier à écrire",
    full: "aussi ce qui n’est pas publié, pour le juge",
    text: "ce qui s’est passé",
    public: "publier le texte dans le dossier public",
    name: "nom de la personne",
    who: "nom de la personne, ou numéro de l’écriture de son arrivée",
    role: "à quel titre la personne est là",
    pub: "la partie publique de la clé (.pub) de la personne qui écrira",
    writerRole: "ce que fait la personne",
    writerName: "nom de la personne",
    writer: "identifiant de la personne habilitée",
    reason: "le motif",
  },
}
