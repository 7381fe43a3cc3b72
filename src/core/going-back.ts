/** Thrown by a question of a form where whoever is asked goes back to the one before. */
export class GoneBack extends Error {}
