/** What was found of hosts from outside: facts, and never what a file says. */
import type { ExposureClass, Severity } from "../../core/exposure.ts"
import type { Sha256 } from "../../journal/event.ts"

export interface Finding {
  readonly class: ExposureClass
  readonly severity: Severity
  /** As the address has it: `vote.example.org`, with a port where it has one. */
  readonly host: string
  /** `/.git/config`; absent where it is about the whole host. */
  readonly path?: string
  readonly seen: Facts
}

export interface Facts {
  /** By which rule it was recognised, or what is missing of a header. */
  readonly rule: string
  readonly status?: number
  /** Of the bytes that were read. */
  readonly sha256?: Sha256
  /** How many were read. */
  readonly size?: number
  /** When a certificate ends: RFC 3339, UTC. */
  readonly until?: string
}

export interface HostReport {
  readonly host: string
  readonly address: string
  /** How many requests it got. */
  readonly requests: number
  readonly findings: readonly Finding[]
}

export interface ExposureReport {
  /** RFC 3339, UTC. */
  readonly at: string
  /** The most requests a host, and a second. */
  readonly most: number
  readonly rate: number
  readonly hosts: readonly HostReport[]
}

export function findingsOf({ hosts }: Pick<ExposureReport, "hosts">): readonly Finding[] {
  return hosts.flatMap(({ findings }) => findings)
}

/** Counts findings of a severity. */
export function countOf(report: Pick<ExposureReport, "hosts">, wanted: Severity): number {
  return findingsOf(report).filter(({ severity }) => severity === wanted).length
}

export function requestsOf({ hosts }: Pick<ExposureReport, "hosts">): number {
  return hosts.reduce((sum, { requests }) => sum + requests, 0)
}

/** Writes a report as it is kept and hashed. */
export function reportText(report: ExposureReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/** A finding on one line: `fail repository https://vote.example.org/.git/config git-config`. */
export function findingLine({ severity, class: kind, host, path = "", seen }: Finding): string {
  return `${severity} ${kind} ${host}${path} ${seen.rule}`
}
