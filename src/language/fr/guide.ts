import type { labels as english } from "../en/guide.ts"
import { several } from "./grammar.ts"

export const labels: typeof english = {
  command: "où en est l’élection, ce qui manque, et la prochaine commande",
  options: {
    display: "affichage public : remplir le terminal, pour un projecteur, et suivre le scrutin jusqu’à Ctrl-C",
  },
  display: {
    duration: (hours, minutes) =>
      hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes).padStart(2, "0")} min`,
    opensIn: (left, hour) => `Ouverture du scrutin dans ${left}, à ${hour.replace(":", " h ")}`,
    closesIn: (left, hour) => `Encore ${left} pour voter, jusqu’à ${hour.replace(":", " h ")}`,
    act: "Décision à signer",
    signed: "Ont signé",
    awaited: "Attendus",
    nobody: "personne",
    ended: "L’affichage public est terminé. L’élection suit son cours.",
    noNotice: "Aucun communiqué n’a été publié.",
    lastNotice: (number, at) => `Dernier communiqué : n° ${number}, du ${at}`,
    noticesAltered: "Un autre programme a écrit dans les communiqués : aucun ne peut être montré.",
  },
  rehearsal: "SCRUTIN À BLANC",
  phase: "État :",
  hours: "Scrutin :",
  roll: "Liste électorale :",
  trustees: "Détenteurs de clé :",
  credentials: "Codes de vote :",
  ballots: "Bulletins dans l’urne :",
  shares: "Déchiffrements partiels :",
  journal: (lines, state) => `Journal : ${several(lines, "ligne(s)")}, empreinte ${state}`,
  urnKey: "Clé de l’urne :",
  witnesses: "Témoins :",
  witness: (name, size) =>
    size === undefined ? `${name} (rien pour l’instant)` : `${name} (${several(size, "ligne(s) contresignée(s)")})`,
  urnKeyAbsent: (usual) =>
    `ABSENTE (${usual}) : aucune empreinte du journal n’est signée et personne ne peut voter à ce poste. Indiquez son fichier avec --urn-key ; s’il est perdu : urne appoint --new-urn-key`,
  none: "pas encore",
  members: (eligible, others) => `${several(eligible, "inscrit(s)")}, ${several(others, "non inscrit(s)")}`,
  established: (unchecked) =>
    unchecked.length === 0 ? "clés créées et éprouvées" : `clés créées ; à éprouver : ${unchecked.join(", ")}`,
  issued: (issued, reserve) => `${several(issued, "établi(s)")}, ${reserve} en réassort`,
  received: (count, without) => `${several(count, "reçu(s)")} ; pas encore : ${without.join(", ")}`,
  logBeside: "Un journal d’écriture (-wal) accompagne le fichier : ne copiez pas le fichier seul, utilisez urne backup",
  clockBehind: (now, last) =>
    `L’horloge de ce poste indique ${now} ; la dernière ligne du journal est datée du ${last}, encore à venir. Si l’horloge est fausse maintenant, réglez-la. Si elle l’était quand cette ligne a été écrite, la Haute Autorité décide de renoncer à cette heure-là, et l’élection continue aussitôt : urne recover --clock --reason …`,
  clockAhead: (now, last) =>
    `L’horloge de ce poste indique ${now}, plus d’un jour après l’heure de clôture ; la dernière ligne du journal est du ${last}. Si elle est fausse, réglez-la avant que rien ne soit écrit. Si elle est juste, ajoutez --clock-is-right à la prochaine commande.`,
  tooFewVoters: (eligible, minimum) =>
    `${several(eligible, "inscrit(s)")}, et rien n’est jamais déchiffré en dessous de ${several(minimum, "bulletin(s)")} (minimum-ballots) : cette élection ne peut pas être scellée. Chargez une liste plus longue, ou annulez le scrutin et recommencez avec un minimum plus bas.`,
  tooFewBallots: (counted, minimum) =>
    `${several(counted, "bulletin(s) (compte|comptent)")}, et rien n’est jamais déchiffré en dessous de ${minimum} (minimum-ballots) : il n’y aura pas de résultats. La Haute Autorité ne peut qu’annuler le scrutin : urne annul --reason …`,
  next: "Prochaine étape :",
  afterwards: {
    verify: "Puis vérifiez-le, comme chacun peut le faire :",
    receive: "Puis recevez leurs réponses :",
  },
  awaited: (holders) => `Réponses attendues de : ${holders}`,
  broughtHere:
    "Si quelqu’un d’autre prépare l’élection : un membre ou un détenteur crée d’abord sa clé, avec urne key new NOM. Quand une décision à signer ou une demande à remplir vous a été envoyée, placez ce fichier dans ce dossier, puis relancez urne ici.",
  severalDefinitions: (chosen, others) =>
    `Plusieurs définitions se trouvent ici. Celle dont il est question est ${chosen} ; les autres sont ${others}.`,
  from: (instant) => `à partir du ${instant}`,
  fileWords: {
    "MEMBERS.csv": "ADHERENTS.csv",
    "REPLY.json": "REPONSE.json",
    "OFFICER.officer.key": "NOM.officer.key",
    HOUR: "HEURE",
    RECORD: "DOSSIER",
    "HOLDER.trustee-key": "DETENTEUR.trustee-key",
    "MEMBER.key": "MEMBRE.key",
  },
  steps: {
    define: "écrire la définition de l’élection",
    "make-key": "créer la clé du prochain membre",
    init: "créer le fichier d’élection",
    constitute: "installer le bureau",
    sign: "signer la décision en attente",
    withdraw: "retirer la décision en attente, puisque l’heure de clôture qu’elle fixe est passée",
    "await-clock": "attendre que l’horloge ait atteint l’heure de la dernière ligne",
    "recover-clock": "décider de renoncer à l’heure écrite par une horloge fausse",
    "init-anew":
      "refaire le fichier d’élection, puisqu’une horloge fausse a daté celui-ci et que rien n’y est encore décidé",
    "import-roll": "charger la liste électorale",
    "hold-ceremony":
      "créer les clés des détenteurs, qui se réunissent ; s’ils ne se réunissent pas, invitez-les par urne trustees invite --out requests",
    "invite-holders":
      "inviter à la création des clés les détenteurs dont la Haute Autorité a certifié la clé de signature, et porter à chacun sa demande",
    "await-replies":
      "recevoir les réponses des détenteurs à mesure qu’elles arrivent, et leur porter les demandes qui suivent",
    "generate-credentials": "établir les codes de vote",
    "print-letters": "imprimer les courriers",
    "check-trustees": "éprouver les clés des détenteurs",
    seal: "sceller l’urne",
    preflight: "faire les contrôles avant ouverture, et signer ce qui est trouvé",
    "settle-preflight":
      "corriger ce que les contrôles avant ouverture laissent en suspens (urne preflight list) et les refaire, ou décider de passer outre",
    open: "décider l’ouverture du scrutin",
    "open-anew": "décider d’autres heures de scrutin, puisque l’heure de clôture est passée",
    "await-opening": "attendre l’heure d’ouverture",
    "begin-vote": "ouvrir l’urne (constat d’urne vide)",
    cast: "recevoir les bulletins, jusqu’à l’heure de clôture",
    "bring-urn-key":
      "apporter la clé de l’urne, sans laquelle personne ne peut voter ici : placez-la à côté du fichier d’élection, ou indiquez-la avec --urn-key ; si elle est perdue, les membres en certifient une autre (urne appoint --new-urn-key)",
    resume: "décider la reprise du scrutin",
    close: "décider la clôture du scrutin",
    "await-grace": "attendre la fin du délai de grâce",
    "await-batches": "charger les lots qui manquent, ou les déclarer manquants (urne close --missing)",
    freeze: "figer l’urne (constat de clôture)",
    tally: "calculer le décompte chiffré",
    backup:
      "faire une sauvegarde, y compris des fichiers des détenteurs, car chacun de ceux-ci ne déchiffre qu’un seul décompte et ce qui est figé ne doit pas être perdu",
    unseal: "décider le descellement de l’urne",
    decrypt: "faire déchiffrer par les détenteurs",
    "compute-result": "calculer les résultats",
    proclaim: "proclamer les résultats",
    export: "publier le dossier public",
    verify:
      "publier le dossier, si ce n’est pas fait, et le vérifier, comme chacun peut le faire ; il ne reste rien d’autre à faire",
    annul: "annuler le scrutin, puisqu’il ne peut pas y avoir de résultats",
    "answer-request": "répondre à la demande apportée ici, puis rapporter la réponse",
    "sign-act": "lire la décision apportée ici, et la signer",
    "find-file":
      "retrouver le fichier d’élection, qui n’est pas ici alors que ses clés y sont. S’il a été déplacé, indiquez où ; s’il est perdu, reprenez sur une sauvegarde",
    "keep-key":
      "aucune pour l’instant. Gardez la clé dans ce dossier et sa phrase secrète ailleurs, et remettez ce qui est produit ici (.pub, .signed.json, .reply.json) à la personne qui garde le fichier d’élection. Ce que vous aurez à signer ou à remplir vous sera apporté dans un fichier : relancez alors urne dans le dossier qui le contient",
    ended: "aucune, le scrutin est annulé",
  },
}
