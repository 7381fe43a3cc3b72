import { tamperCampaign } from "./tamper/phase-campaign.ts"

tamperCampaign("constituted")
