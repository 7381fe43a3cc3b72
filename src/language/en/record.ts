import type { ArchiveFindings, RecordFindings } from "../../core/finding-codes.ts"
import type { FindingTexts } from "../texts.ts"
import { findings as protocol } from "./protocol.ts"
import { firstReadme, readme } from "./record-readme.ts"

const archive: FindingTexts<ArchiveFindings> = {
  ARCHIVE_HEADER: () => "the archive does not begin with the entry that its timestamp determines",
  ARCHIVE_ENTRY: () => "the header of this entry is not the one that its name, its size and the timestamp determine",
  ARCHIVE_PADDING: () => "the bytes that fill up this entry are not all zero",
  ARCHIVE_HASH: ({ name, computed }) => `the entry is named ${name}, but its content has the SHA-256 ${computed}`,
  ARCHIVE_SIZE: ({ size, limit }) => `the entry has ${size} bytes; here an archive holds at most ${limit}`,
  ARCHIVE_CUT: ({ wanted, found }) => `the archive ends inside an entry: ${found} bytes instead of ${wanted}`,
  ARCHIVE_EMPTY: () => "the archive holds no event, not even Setup",
  EVENT_FORM: () => "this is not an event in its canonical form",
  EVENT_HEIGHT: ({ height, expected }) => `the event says height ${height} instead of ${expected}`,
  EVENT_PARENT: ({ parent, expected }) =>
    `the event follows ${parent ?? "none"}, but the one before it is ${expected ?? "none"}`,
  EVENT_ORDER: ({ type, after }) =>
    after === undefined ? `${type} cannot be the first event` : `${type} cannot follow ${after}`,
  EVENT_PAYLOAD: ({ type }) =>
    type === "EndBallots" ? "EndBallots carries data" : `the record before ${type} is not the one that it names`,
  EVENT_REFERENCE: ({ type }) => `the data of ${type} is malformed, or a record it refers to is not in its place`,
  EVENT_UNREFERENCED: ({ count }) => `${count} data record${count === 1 ? "" : "s"} to which no event refers`,
  EVENT_SHUFFLE: () => "the archive has shuffles (a question that is not homomorphic), which urne cannot verify yet",
}

export const findings: FindingTexts<RecordFindings> = {
  ...archive,
  ...protocol,
}

export const labels = {
  readme,
  firstReadme,
  exported: (path: string, files: string, size: string) =>
    `${path}: ${files} files, the record at ${size} journal entries`,
  commands: { export: "write the public record: a folder or a tar that anybody can verify" },
  options: {
    out: "the folder to make",
    tar: "the tar file to make instead",
    atSize: "the record as it was when the journal had this many entries",
    withoutRegister: "leave the register out, where it was altered",
    withoutStamps: "leave the time-stamps out, where one was altered",
    force: "replace what is there",
  },
}
