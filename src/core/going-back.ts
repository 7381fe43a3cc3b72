/** Thrown at a question of a form when the user goes back to the question before. */
export class GoneBack extends Error {}
