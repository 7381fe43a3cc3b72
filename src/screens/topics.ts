/** What `urne help` explains besides the commands. */
export const topics = ["words", "exit-codes"] as const
export type Topic = (typeof topics)[number]
