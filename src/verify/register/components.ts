/**
 * Checks what the register says of the components of the system: that the versions of each follow each other, that what a
 * component runs on is registered, and that operators are named as the definition says.
 */
import { componentLedger, isAboutComponent } from "../../components/ledger.ts"
import type { Definition } from "../../definition/definition.ts"
import type { OpenReport } from "../open-report.ts"
import { registerPlace } from "./entries.ts"
import type { RegisterFacts } from "./register.ts"

/** Where a record has no register that can be read, it has no components. */
export function checkComponents(
  register: RegisterFacts | undefined,
  definition: Definition | undefined,
  report: OpenReport,
): void {
  if (register === undefined) return
  const ledger = componentLedger(definition === undefined ? undefined : definition.publish.operators === true)
  let looked = 0
  for (const { number, entry } of register.entries) {
    if (!isAboutComponent(entry)) continue
    looked++
    const rule = ledger.take(entry, number)
    if (rule !== undefined) {
      report.fail("REGISTER_COMPONENT", registerPlace(number), { rule, component: entry.component })
    }
  }
  report.done("R11", looked)
}
