import type { labels as english } from "../en/availability.ts"
import { several } from "./grammar.ts"

export const labels: typeof english = {
  commands: {
    availability: "les heures promises et les heures offertes, avec les interruptions apparentes des votes",
  },
  options: {
    svg: "dessiner les heures et les arrivées (SVG)",
    csv: "écrire chaque ligne avec sa source pour un tableur",
    enter: "inscrire au registre les interruptions apparentes, chacune une fois",
  },
  title: (name) => `Heures du vote : ${name}`,
  promised: "Promises :",
  defined: "Dans la définition :",
  from: (from, to, length) => `${from} → ${to} (${length})`,
  acts: (open, extend) =>
    [
      open === undefined
        ? "par la définition ; aucune décision n’a encore ouvert le scrutin"
        : `par la décision n° ${open}`,
      ...(extend.length === 0
        ? []
        : [`prolongées par ${extend.length > 1 ? "les décisions" : "la décision"} n° ${extend.join(", ")}`]),
    ].join(", "),
  soFar: (length, until) => `Promises jusqu’ici : ${length}, jusqu’au ${until}`,
  columns: { source: "source", lost: "temps perdu", basis: "ce qui le dit" },
  sources: {
    "not-open": "urne pas ouverte",
    suspension: "suspensions",
    "apparent-interruption": "interruptions apparentes",
    "failed-probe": "adresses sans réponse",
    "declared-outage": "coupures déclarées",
  },
  bases: {
    "not-open": "le journal : constat d’urne vide",
    suspension: "le journal : décisions et suspensions d’urgence",
    "apparent-interruption": "les arrivées au terminal de l’urne, selon la règle ci-dessous",
    "failed-probe": "le registre : adresses officielles, telles qu’on les a surveillées",
    "declared-outage": "le registre : constats d’incidents, signés",
  },
  actNumbers: (numbers) => `(n° ${numbers.join(", ")})`,
  notDecidable: "indécidable",
  undecidable: {
    "too-few-ballots": "trop peu de bulletins",
    "no-arrivals": "l’urne n’a pas été ouverte",
    "no-probes": "nul n’a surveillé les adresses",
    "no-register": "aucune déclaration ne peut être consignée",
    "register-altered": "le registre a été altéré",
  },
  tooFewBallots: (ballots, needed) => `${several(ballots, "bulletin(s)")} ; il en faut au moins ${needed}`,
  offered: (offered, promised) =>
    `Offertes : au plus ${offered} sur ${promised}, soit ce qui était promis sans les lignes ci-dessus (ce qui se recouvre ne compte qu’une fois).`,
  offeredWhole: (offered, promised) =>
    `Offertes : ${offered} sur ${promised}, soit ce qui était promis sans les lignes ci-dessus (ce qui se recouvre ne compte qu’une fois).`,
  lessOffered: (sources) => `Il se peut qu’il y en ait eu moins : rien ne peut être dit de ce qui suit : ${sources}.`,
  interruptions: "Interruptions apparentes des votes",
  none: "Aucune interruption apparente des votes n’a été trouvée.",
  silence: {
    from: "à partir de",
    length: "durée",
    expected: "attendus",
    ballots: "arrivés au plus",
    S: "S",
    g: "g",
    p: "p",
  },
  provisional: "Provisoire : seuls les bulletins d’avant permettent de comparer",
  rule: (K, n) =>
    `K = ${K} bulletins mettaient le temps S avant ou après, là où ils arrivaient le moins vite ; aucun n’est arrivé pendant g ; p = (S/(S+g))^${K} ≤ 0,0001/n, avec n = ${n} tranches d’arrivées. S et g sont des minutes de l’affluence prévue.`,
  cause: "Elle dit que des bulletins ont manqué, et rien de la cause.",
  unplanned: (spans, planned) =>
    planned
      ? `Rien ne peut être dit des heures où aucun bulletin n’est attendu : ${spans}.`
      : `La définition ne dit pas l’affluence prévue à chaque heure (publish.turnout.expected) : toutes les heures du jour comptent autant, et rien ne peut être dit de la nuit : ${spans}.`,
  unplannedDay:
    "La définition ne dit pas l’affluence prévue à chaque heure (publish.turnout.expected) : toutes les heures comptent autant.",
  channel: (channel) => `interruptions apparentes, canal ${channel}`,
  signed: (until) => `arrivées que le canal a signées, jusqu’au ${until}`,
  unsigned: "le canal n’a pas signé l’heure d’arrivée de tous ses bulletins",
  channelInterruptions: (channel) => `Interruptions apparentes des votes par le canal ${channel}`,
  othersWentOn: "Ce qu’un canal a perdu n’est pas retranché des heures offertes : le vote continuait par les autres.",
  handedOver: (ballots) =>
    `${several(ballots, "bulletin(s) (a|ont) été remis")} en fichiers par des canaux : quand ces électeurs ont voté est indécidable d’ici.`,
  written: (path) => `Écrit dans ${path}`,
  entered: ({ silence, entry }) => `Interruption apparente n° ${silence} inscrite au registre : écriture ${entry}`,
  nothingEntered:
    "Rien n’a été inscrit au registre : chaque interruption apparente y figure déjà, ou il n’y en a aucune.",
  timeline: { promised: "promises", offered: "offertes" },
  chart: {
    ballots: (count) => several(count, "bulletin(s)"),
    arrivals: "bulletins dans l’urne",
    none: "aucune arrivée n’est consignée",
  },
  minutes: (minutes) => `${minutes} min`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  seconds: (seconds) => `${seconds} s`,
  status: (from, to, ballots, expected) =>
    `Interruption apparente des votes du ${from} au ${to} : ${several(ballots, "bulletin(s) arrivé(s)")} au plus, ${expected} attendus. Tous les chiffres : urne availability`,
  statusNow: (from, ballots, expected) =>
    `Interruption apparente des votes depuis le ${from} (provisoire) : ${several(ballots, "bulletin(s) arrivé(s)")} au plus, ${expected} attendus. Tous les chiffres : urne availability`,
  sheet: {
    kind: "ligne",
    from: "de (UTC)",
    to: "à (UTC)",
    seconds: "secondes",
    ballots: "bulletins au plus",
    expected: "bulletins attendus",
    promised: "promises jusqu’ici",
    offered: "offertes au plus",
  },
}
