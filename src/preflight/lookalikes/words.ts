/** What whoever imitates the site of a vote adds to its name, and the ends of names that can be had by anybody. */

/** Words about votes, in French and English; those that promise results first, as the look-alike of 2014 did. */
const words = [
  ...["resultat", "resultats", "result", "results", "vote", "votes", "voter", "voting", "election", "elections"],
  ...["scrutin", "officiel", "official", "congres", "congress", "depouillement", "tally", "participation", "turnout"],
  ...["urne", "ballot", "bureau", "bulletin", "candidat", "candidats", "candidate", "candidates", "militants"],
  ...["membres", "members", "electeurs", "liste", "en-ligne", "enligne", "online", "evote", "e-vote", "direct", "live"],
  ...["info", "infos", "site", "portail", "portal", "acces", "access", "login", "compte", "account", "secure"],
  ...["securise", "aide", "help", "assistance", "support", "mon", "my", "le", "the", "www", "app", "web", "mail"],
]

/** The ends of names, those of 2014 and those that are cheap and open to anybody. */
const ends = [
  ...["com", "org", "net", "info", "fr", "eu", "be", "ch", "ca", "uk", "co.uk", "de", "lu", "es", "it", "us", "co"],
  ...["io", "me", "tv", "cc", "biz", "name", "pro", "asso.fr", "com.fr", "online", "site", "website", "web", "app"],
  ...["dev", "xyz", "top", "club", "live", "news", "vote", "voto", "democrat", "republican", "paris", "bzh", "alsace"],
  ...[
    "corsica",
    "quebec",
    "link",
    "click",
    "space",
    "store",
    "tech",
    "fun",
    "icu",
    "eus",
    "re",
    "nc",
    "pf",
    "cm",
    "om",
  ],
]

/** Adds a word or the year (four digits, or the last two) before or behind, with a hyphen and without. */
export function withWords(label: string, year: number): readonly string[] {
  const years = [String(year), String(year % 100).padStart(2, "0")]
  return [...words.slice(0, 10), ...years, ...words.slice(10)].flatMap((word) => [
    ...[`${label}-${word}`, `${word}-${label}`, `${label}${word}`, `${word}${label}`],
  ])
}

/** Every end but the one that the name has. */
export function otherEnds(suffix: string): readonly string[] {
  return ends.filter((end) => end !== suffix)
}
