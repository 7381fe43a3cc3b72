import type { ExposureClass } from "../../core/exposure.ts"
import type { ExposureRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<ExposureRefusals> = {
  "host-not-official": ({ host, official }) =>
    host === undefined || official.length === 0
      ? {
          message: "the definition has no addresses, so that nothing may be examined",
          hint: "name the only true addresses of the vote there before it is used: addresses: [https://vote.example.org]",
        }
      : {
          message: `${host} is not a host of the definition’s addresses, and is not examined whatever anybody allows`,
          hint: `give one of: ${official.join("  ")}`,
        },
  "host-not-authorised": ({ hosts }) => ({
    message: `no written authorisation of whoever runs ${hosts.join(", ")} is in force`,
    hint: `have them sign one, and enter it: urne preflight authorise ${hosts.join(" ")} --document FILE --by 'NAME, ROLE' --until HOUR --key FILE`,
  }),
  "authorisation-over": ({ until }) => ({
    message: `the authorisation would be over already: ${until}`,
    hint: "give a later hour: --until HOUR",
  }),
}

const classes: Readonly<Record<ExposureClass, string>> = {
  "roll-columns": "COLUMNS OF THE ROLL are served",
  dump: "a copy of data is served",
  "private-key": "a private key is served",
  secrets: "a file of passwords is served",
  repository: "a source repository is served",
  log: "a log is served",
  listing: "the files of a folder are listed",
  "no-answer": "the host does not answer",
  "certificate-expired": "the certificate is out of date",
  "certificate-host": "the certificate is of another host",
  "certificate-untrusted": "the certificate is not trusted",
  "certificate-ends": "the certificate ends",
  "plain-http": "it answers without encryption",
  "server-status": "the state of the server is shown",
  phpinfo: "the settings of PHP are shown",
  "ds-store": "a list of files of macOS is served",
  cookie: "a cookie lacks a flag",
  hsts: "browsers are not told to insist on encryption",
  csp: "scripts of strangers are not kept out",
  framing: "the page can be framed by others",
  "content-type-options": "browsers may guess types",
  "referrer-policy": "addresses of pages are told to others",
  "redirects-elsewhere": "it leads to another host, which was not asked",
  stopped: "the cap of requests was reached: the rest was not looked at",
  version: "the version of the program is told",
  "answers-all": "it answers 200 to any path: only content counted",
}

export const labels = {
  classes,
  severities: { fail: "FAIL", warn: "warn", note: "note" },
  columns: { severity: "Judged", what: "What was found", where: "Where, and by which rule" },
  title: (hosts: string) => `From outside: ${hosts}`,
  counts: (requests: string, failed: string, warned: string) =>
    `${requests} requests; failed: ${failed}; warned: ${warned}`,
  nothing: "Nothing was found. That is no proof that nothing is there: only what strangers try first was tried.",
  untilDate: (rule: string, until: string) => `${rule}, ${until}`,
  written: (path: string) => `Written to ${path}`,
  entered: (entry: number) => `Entered in the register: entry ${entry}`,
  notEntered: "Nothing was entered in the register; to enter it, add --out FILE --key FILE",
  authorised: (hosts: string, until: string, entry: number) =>
    `${hosts}: may be examined from outside until ${until}; entry ${entry} of the register`,
  ask: {
    by: "Who signed the document (name and role; not published):",
  },
  commands: {
    authorise: "enter the written authorisation of whoever runs hosts, without which they are not examined",
    exposure: "examine the official hosts from outside: what is served that should not be, headers, certificate",
  },
  options: {
    hosts: "names of hosts of the definition's addresses",
    document: "the document that allows it, as a file",
    by: "who signed it: name and role; not published",
    until: "day and hour until which it holds, like 2014-11-30T20:00",
    mostRequests: "how many requests a host gets at most (by default 400)",
    rate: "how many requests a second, over all hosts (by default 5)",
    out: "write the report as JSON",
  },
}
