import type { JournalRefusals } from "../../core/refusals.ts"
import { isBeyond, type Phase } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/journal.ts"
import type { RefusalTexts } from "../texts.ts"
import { causeText } from "./cause.ts"
import { agreed, of, several } from "./grammar.ts"
import { labels as lifecycle } from "./lifecycle.ts"

const faults = {
  form: "il n’en a pas la forme",
  origin: "il concerne une autre élection",
  unsigned: "la clé de l’urne ne l’a pas signé",
  forged: "sa signature n’est pas celle de la clé de l’urne",
  term: "il est signé d’une clé de l’urne que la Haute Autorité n’avait pas désignée pour ce point du journal, ou avait remplacée",
}

const phasesText = (wanted: readonly Phase[]) => wanted.map((phase) => lifecycle.phases[phase]).join(" ou ")

export const refusals: RefusalTexts<JournalRefusals> = {
  "wrong-phase": ({ phase, wanted, voting }) => ({
    message: isBeyond(phase, wanted)
      ? `état de l’élection : ${lifecycle.phases[phase]} ; cela n’était possible qu’à l’état « ${phasesText(wanted)} »`
      : `état de l’élection : ${lifecycle.phases[phase]} ; cela n’est possible qu’à l’état « ${phasesText(wanted)} »`,
    hint:
      voting === true && isBeyond(phase, wanted)
        ? "aucun bulletin n’a été déposé cette fois ; pour retrouver celui qui l’aurait été avant, et son récépissé : urne receipt"
        : "urne status indique l’étape suivante",
  }),
  "entry-altered": ({ of, number }) => ({
    message:
      of !== "archive"
        ? `la ligne ${number} du ${of === "journal" ? "journal" : "registre"} n’est pas ce qui a été écrit : le fichier d’élection est endommagé ou a été modifié`
        : `l’enregistrement ${number} de l’archive n’est pas ce qui a été écrit : le fichier d’élection est endommagé ou a été modifié`,
    hint: `gardez ce fichier tel quel ; reprenez sur la dernière sauvegarde : urne recover${of === "register" ? " ; pour continuer sans le registre : urne seal --without-register, urne close --without-register, urne minutes sign --without-register, urne proclaim --without-register, urne export --without-register" : ""}`,
  }),
  "clock-went-back": ({ last, now }) => ({
    message: `l’horloge de ce poste (${now}) est en retard sur la dernière ligne du journal (${last})`,
    hint: "si elle est fausse maintenant, réglez-la ; si elle l’était quand cette ligne a été écrite, la Haute Autorité décide de renoncer à cette heure-là : urne recover --clock --reason …",
  }),
  "clock-far-ahead": ({ last, now, closes }) => ({
    message: `l’horloge de ce poste (${now}) est en avance de plus d’un jour sur la dernière ligne du journal (${last}) et a dépassé l’heure de clôture (${closes})`,
    hint: "si elle est fausse, réglez-la : rien n’a été écrit ; si elle est juste, relancez la commande avec --clock-is-right",
  }),
  rollback: ({ seen, found, note }) => ({
    message: `${note ?? "ce poste"} a déjà vu ${several(seen, "ligne(s)")} du journal de cette élection ; ce fichier n’en a que ${found} : c’est une copie ancienne`,
    hint: `reprenez le fichier le plus récent ; s’il est perdu, la Haute Autorité décide de reprendre sur cette copie : urne recover${note === undefined ? "" : ` --checkpoint ${note}`} --reason …`,
  }),
  "journal-rewritten": ({ seen, note }) => ({
    message: `${agreed(seen, "(la première ligne|les premières lignes)")} du journal de ce fichier (${seen}) ${agreed(seen, "(n’est pas celle|ne sont pas celles)")} que ${note ?? "ce poste"} a ${agreed(seen, "vue(s)")}`,
    hint: `gardez les deux fichiers et comparez-en les empreintes du journal ; la Haute Autorité décide sur lequel reprendre : urne recover${note === undefined ? "" : ` --checkpoint ${note}`} --reason …`,
  }),
  "receipt-of-lost-ballot": ({ note, tracker }) => ({
    message: `le bulletin ${tracker}, dont l’urne a signé ${note}, n’est pas dans ce fichier : c’est une copie ancienne`,
    hint: `reprenez le fichier le plus récent ; s’il est perdu, la Haute Autorité décide de reprendre sur cette copie : urne recover --checkpoint ${note} --reason … ; cet électeur vote ensuite de nouveau`,
  }),
  "state-damaged": ({ path }) => ({
    message: `${path}, qui garde en mémoire où en était cette élection, est endommagé`,
    hint: "comparez l’empreinte du journal à la dernière que vous avez gardée (urne checkpoint check), puis supprimez ce fichier",
  }),
  "state-unwritten": ({ path, cause }) => ({
    message: `la commande a été exécutée, mais ensuite ${path} n’a pas pu être écrit : ${causeText(cause)}`,
    hint: "ne la relancez pas pour cela ; veillez à ce que la prochaine commande puisse y écrire",
  }),
  "state-nowhere": () => ({
    message:
      "ce poste ne garde rien en mémoire de cette élection : ni HOME ni XDG_STATE_HOME ne désignent un dossier, et une copie ancienne du fichier passerait inaperçue",
    hint: "donnez à l’une de ces deux variables un dossier durable ; gardez aussi ailleurs l’empreinte du journal : urne checkpoint show --out FICHIER",
  }),
  "not-an-urn-key": ({ path }) => ({
    message: `${path} n’est pas un fichier de clé d’urne, ou il est endommagé`,
    hint: "prenez le fichier écrit par urne init, ou sa copie",
  }),
  "another-urn-key": ({ path, name, wanted }) => ({
    message: `${path} est la clé ${of(name)} ; cette élection demande celle ${of(wanted)}`,
    hint: "indiquez le bon fichier avec --urn-key ; s’il est perdu, faites certifier une autre clé par la Haute Autorité : urne appoint --new-urn-key",
  }),
  "urn-key-absent": ({ path, uuid }) => ({
    message: `la clé de l’urne ${uuid} n’est pas ici : ni ${path}, ni un autre fichier voisin dont le nom contient urn-key ne la renferme`,
    hint: "indiquez son fichier avec --urn-key ; s’il est perdu, faites certifier une autre clé par la Haute Autorité : urne appoint --new-urn-key",
  }),
  "checkpoint-unsigned": ({ path, uuid, entry }) => ({
    message: `la ligne ${entry} a changé l’état de l’élection et aucune empreinte du journal n’a été signée : la clé de l’urne ${uuid} n’est pas ici (ni ${path}, ni un autre fichier voisin dont le nom contient urn-key). Sans elle, personne ne peut voter à ce poste, et le dossier de cette élection sera NON CONFORME`,
    hint: "indiquez son fichier avec --urn-key à la prochaine commande : une seule empreinte signée couvre tout ce qui précède ; s’il est perdu, faites certifier une autre clé par la Haute Autorité : urne appoint --new-urn-key",
  }),
  "checkpoints-missing": ({ entry, signed }) => ({
    message: `un dossier de ce journal serait NON CONFORME : la ligne ${entry} a changé l’état de l’élection, et la clé de l’urne ${signed === 0 ? "n’a signé aucune ligne" : `n’a signé que ${signed === 1 ? "la première" : `les ${signed} premières`}`}`,
    hint: "placez la clé de l’urne à côté du fichier d’élection ou indiquez son fichier avec --urn-key, puis exportez de nouveau ; s’il est perdu, faites certifier une autre clé par la Haute Autorité : urne appoint --new-urn-key",
  }),
  "act-needed": ({ kind }) => ({
    message: `il faut d’abord une décision de la Haute Autorité, qui n’a pas encore pris effet : ${lifecycle.acts[kind]}`,
    hint: `lancez : urne ${kind}`,
  }),
  "no-such-entry": ({ number, size }) => ({
    message: `aucune empreinte signée ne couvre la ligne ${number} : la dernière en couvre ${size}`,
    hint: "urne checkpoint show en signe une maintenant",
  }),
  "not-a-checkpoint": ({ fault }) => ({
    message: `le fichier n’est pas une empreinte signée du journal de cette élection : ${faults[fault]}`,
    hint: "donnez, sans le modifier, le fichier gardé de cette élection : empreinte du journal ou récépissé",
  }),
}

const droppedFor = {
  withdrawn: "retirée",
  expired: "son délai était passé",
  stale: "ce qu’elle énonçait avait changé",
} as const
const steps = {
  join: "l’étape 1 sur 4",
  commit: "l’étape 2 sur 4",
  deal: "l’étape 3 sur 4",
  finish: "l’étape 4 sur 4",
} as const

export const labels: typeof english = {
  columns: { number: "Ligne", at: (zone) => `Date (${zone})`, event: "Ce qui s’est passé" },
  events: {
    created: (rehearsal) =>
      rehearsal ? "fichier d’élection créé, pour un scrutin à blanc" : "fichier d’élection créé",
    backedUp: (entries) => `sauvegarde de ${several(entries, "ligne(s)")}`,
    proposed: (act, kind) => `décision ${act} proposée : ${kind}`,
    signed: (act, person) => `décision ${act} signée par ${person}`,
    reserved: (act, person) => `décision ${act} : réserve émise par ${person}`,
    declined: (act, person) => `décision ${act} : ${person} a refusé de signer`,
    absent: (act, person) => `décision ${act} : absence ${of(person)} notée`,
    dropped: (act, reason) => `décision ${act} sans suite : ${droppedFor[reason]}`,
    effective: (act, kind) => `prise d’effet de la décision ${act} : ${kind}`,
    closing: (done, hour) => `${done} ; clôture du scrutin le ${hour}`,
    roll: (eligible, ineligible, refused) =>
      `liste électorale chargée : ${several(eligible, "inscrit(s)")}, ${several(ineligible, "non inscrit(s)")} ; lignes refusées : ${refused}`,
    answered: (holder, step) => `création des clés : ${holder} a franchi ${steps[step]}`,
    restarted: "création des clés recommencée",
    established: "création des clés achevée",
    checked: (holder) => `le détenteur ${holder} a prouvé qu’il peut se servir de sa clé`,
    generated: (issued, reserve) => `codes de vote établis : ${issued}, et ${reserve} en réassort`,
    opened: (purpose, by, letters, reason) =>
      `fichier des codes ouvert par ${by} ${purpose === "print" ? `pour imprimer ${several(letters, "courrier(s)")}` : "pour la liste d’émargement"} : ${reason}`,
    urnOpened: "urne ouverte, vide",
    suspended: (number) => `suspension d’urgence n° ${number} du scrutin`,
    resuming: (done, hour) => `${done} ; reprise automatique le ${hour}`,
    accepted: (count, text) => `${text} ${agreed(count, "bulletin(s) accepté(s)")}`,
    counted: (voters, ballots) => `participation relevée : votants ${voters}, bulletins ${ballots}`,
    announced: (channel, batch, lines) => `lot ${batch} du canal ${channel} annoncé : ${several(lines, "bulletin(s)")}`,
    received: (channel, batch, { lines, accepted, present, refused }) =>
      `lot ${batch} du canal ${channel} reçu : ${several(lines, "bulletin(s)")}, dont ${several(accepted, "accepté(s)")}, ${several(present, "déjà présent(s)")}, ${several(refused, "refusé(s)")}`,
    frozen: (ballots, grace) =>
      `urne figée : ${several(ballots, "bulletin(s)")}, dont ${grace} pendant le délai de grâce`,
    computed: (counted, ballots) =>
      `décompte chiffré calculé : ${several(counted, "bulletin(s) compté(s)")} sur ${ballots}`,
    share: (holder) => `déchiffrement partiel du détenteur ${holder} reçu`,
    shareRefused: (holder) => `déchiffrement partiel du détenteur ${holder} refusé`,
    result: "résultats établis",
  },
  fingerprint: (size) => `Empreinte du journal à ${several(size, "ligne(s)")} :`,
  continues: (kept, size) =>
    `Conforme : ${agreed(kept, "(la ligne|les lignes)")} de cette empreinte (${kept}) ${agreed(kept, "(est la première|sont les premières)")} des ${size} d’ici`,
  commands: {
    journal: "le journal des opérations",
    list: "lister les lignes",
    prove: "prouver qu’une ligne figure au journal de la dernière empreinte signée",
    checkpoint: "empreintes signées du journal",
    show: "signer le journal tel qu’il est, pour le garder ailleurs",
    check: "contrôler que ce fichier prolonge une empreinte gardée",
  },
  uncovered: (size, entries, apart) =>
    `L’empreinte porte sur ${size} des ${several(entries, "ligne(s)")} du journal : avec les dernières, elle dirait à quelle heure ont été déposés moins de ${apart} bulletins.`,
  written: (size, path) => `Empreinte de ${several(size, "ligne(s)")} du journal écrite dans ${path}`,
  options: {
    last: "nombre de lignes à montrer, à partir de la fin",
    type: "seulement les événements dont le nom commence ainsi : act, urn, roll",
    out: "où l’écrire, au lieu de la sortie standard",
  },
}
