import type { CeremonyFindings, ChannelFault } from "../../core/finding-codes.ts"
import type { FindingTexts } from "../texts.ts"
import { form } from "./protocol.ts"

const faults: Record<ChannelFault, string> = {
  form: "does not have the form of one",
  cipher: "cannot be decrypted with this key",
  signature: "is not signed by it",
  recipient: "was sent to somebody else",
}

export const findings: FindingTexts<CeremonyFindings> = {
  CEREMONY_FORM: ({ trustee, ...rest }) => form(`the message of trustee ${trustee}`)(rest),
  CEREMONY_STRANGER: () => "these keys have no certificate in this ceremony",
  CEREMONY_COMMITMENT: ({ trustee }) => `trustee ${trustee} did not send the polynomial that it had announced`,
  CEREMONY_CHANNEL: ({ trustee, fault }) => `the message of trustee ${trustee} to this one ${faults[fault]}`,
  CEREMONY_VALUE: ({ trustee }) => `the value sent by trustee ${trustee} does not agree with its coefficients`,
  CEREMONY_OWN_POLYNOMIAL: () => "the polynomial that comes back is not the one that was sent with these keys",
}
