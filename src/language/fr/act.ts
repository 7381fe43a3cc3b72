import type { Role } from "../../core/vocabulary.ts"
import type { labels as english } from "../en/act.ts"
import { of, several } from "./grammar.ts"
import { labels as lifecycle } from "./lifecycle.ts"

const plural: Record<Role, string> = {
  president: "présidents",
  secretary: "secrétaires",
  delegate: "délégués",
  member: "membres",
}

export const labels: typeof english = {
  asDefined: "L’élection, telle que la définition la décrit :",
  exactText: (broken) =>
    broken
      ? "Le texte exact, qui seul est signé (ce qui est en retrait continue la ligne du dessus, après une espace) :"
      : "Le texte exact, qui seul est signé :",
  person: (name, id) => `${name} (${id})`,
  personOf: (person, role) => `${person}, ${lifecycle.offices[role]}`,
  fields: {
    election: "Élection",
    until: "À signer avant",
    authority: "Haute Autorité",
    members: "Membres",
    substitutes: "Suppléants",
    signatures: "Signatures",
    channels: "Canaux de vote",
    holders: "Clés des détenteurs",
    witnesses: "Témoins",
    published: "Publication",
    urnKey: "Clé de l’urne",
    leaves: "Membre sortant",
    enters: "Membre entrant",
    roll: "Liste électorale",
    credentials: "Codes de vote",
    trustees: "Pour déchiffrer",
    urn: "Dans l’urne",
    opens: "Ouverture",
    closes: "Clôture",
    insteadOf: "Clôture précédente",
    reason: "Motif",
    without: "Lots manquants",
    counted: "À dépouiller",
    result: "Résultats",
    documents: "Documents",
    lost: "Ce qui est perdu",
    lostAfter: "Peut être perdu",
    clock: "Heure erronée",
    resent: "À renvoyer",
    register: "Registre",
    minutes: "Procès-verbal",
    preflight: "Contrôles",
    overrides: "Passe outre à",
  },
  rehearsal: (name) => `${name} — SCRUTIN À BLANC`,
  substitute: (person, member) => `${person}, à la place ${of(member)}`,
  quorum: (total, roles) => {
    const of = roles.map(([role, count]) => `${count} ${count === 1 ? lifecycle.roles[role] : plural[role]}`)
    return `${total}${of.length === 0 ? "" : `, dont au moins ${of.join(" et ")}`}`
  },
  forEveryAct: (quorum) => `${quorum}, pour toute décision sauf celles qui suivent`,
  everyMember: "tous les membres",
  forAct: (quorum, act) => `${quorum}, pour ${act}`,
  newUrnKey: "une autre, à partir de maintenant",
  certifiedUrnKey: "certifiée par cette décision",
  turnout: (by, hours) =>
    hours.length === 0
      ? `participation, ${by}`
      : `participation, ${by}, à ${hours.map((hour) => hour.replace(":", " h ")).join(", ")}`,
  results: (by) => `résultats, ${by}`,
  cell: (voters) => `aucun chiffre en dessous de ${several(voters, "votant(s)")}`,
  by: { national: "au niveau national", group: "par groupe" },
  members: (count) => several(count, "inscrit(s)"),
  credentials: (issued, reserve) => `${several(issued, "établi(s)")}, ${reserve} en réassort`,
  trustees: (mandatory, threshold) =>
    [
      ...(mandatory > 0
        ? [mandatory === 1 ? "1 détenteur indispensable" : `les ${mandatory} détenteurs indispensables`]
        : []),
      ...(threshold === undefined ? [] : [`${threshold.needed} des ${threshold.holders} détenteurs`]),
    ].join(" et "),
  ballots: (count) => several(count, "bulletin(s)"),
  accepted: (accepted, counted) => `${several(counted, "bulletin(s)")} sur ${several(accepted, "accepté(s)")}`,
  registerEntries: (entries) => `${several(entries, "écriture(s)")} à ce jour, que le texte ci-dessous fixe`,
  emptyRegister: "aucune écriture à ce jour",
  minutesByHash: "celui dont l’empreinte figure dans le texte",
  noMinutes: "aucun n’a été signé (urne minutes sign)",
  alteredRegister: "un autre programme y a écrit ; urne register check dit à quel endroit",
  namedByHash: "ceux dont l’empreinte figure dans le texte",
  batch: (channel, number) => `le lot ${number} du canal ${channel}`,
  whatFollowed: (size) => `tout ce que l’urne a signé après la ligne ${size} du journal, et que ce fichier n’a pas`,
  entries: (size) => `ce qui a été vu du journal jusqu’à la ligne ${size}, et que ce fichier n’a pas`,
}
