import type { CeremonyFindings, ChannelFault } from "../../core/finding-codes.ts"
import type { FindingTexts } from "../texts.ts"
import { form } from "./protocol.ts"

const faults: Record<ChannelFault, string> = {
  form: "n’en a pas la forme",
  cipher: "ne peut pas être déchiffré avec cette clé",
  signature: "n’est pas signé par ce dernier",
  recipient: "a été envoyé à quelqu’un d’autre",
}

export const findings: FindingTexts<CeremonyFindings> = {
  CEREMONY_FORM: ({ trustee, ...rest }) => form(`le message du détenteur ${trustee}`)(rest),
  CEREMONY_STRANGER: () => "ces clés n’ont pas de certificat dans cette création des clés",
  CEREMONY_COMMITMENT: ({ trustee }) => `le détenteur ${trustee} n’envoie pas le polynôme qu’il avait annoncé`,
  CEREMONY_CHANNEL: ({ trustee, fault }) =>
    `le message adressé à ce détenteur par le détenteur ${trustee} ${faults[fault]}`,
  CEREMONY_VALUE: ({ trustee }) =>
    `la valeur envoyée par le détenteur ${trustee} ne s’accorde pas avec ses coefficients`,
  CEREMONY_OWN_POLYNOMIAL: () => "le polynôme qui revient n’est pas celui qui a été envoyé avec ces clés",
}
