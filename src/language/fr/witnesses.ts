import type { WitnessRefusals } from "../../core/refusals.ts"
import type { labels as english } from "../en/witnesses.ts"
import type { RefusalTexts } from "../texts.ts"
import { agreed, of, several } from "./grammar.ts"

export const refusals: RefusalTexts<WitnessRefusals> = {
  "not-a-witness-key": ({ path }) => ({
    message: `${path} n’est pas le fichier de la clé d’un témoin`,
    hint: "un témoin crée la sienne avec : urne key new NOM --witness",
  }),
  "not-a-witness-request": ({ path }) => ({
    message: `${path} n’est pas une demande à un témoin, ou a été modifié en route`,
    hint: "urne checkpoint request en écrit une ; envoyez-la en fichier joint, pour qu’aucune fin de ligne ne change",
  }),
  "urn-key-unknown": ({ name, origin }) => ({
    message: `${name} n’a encore rien vu de ${origin} et ne connaît pas la clé de cette urne`,
    hint: "demandez-la aux membres de la Haute Autorité par une autre voie que celle de cette demande, et donnez-la : --urn CLÉ",
  }),
  "witness-saw-more": ({ name, seen, size }) => ({
    message: `${name} a contresigné ${several(seen, "ligne(s)")} de ce journal ; la demande n’en montre que ${size} : elle est ancienne, ou des lignes ont été retirées`,
    hint: "rien n’a été signé ; réclamez une nouvelle demande, et si elle en montre encore moins, gardez les deux et rendez-le public",
  }),
  "witness-saw-other": ({ name, seen, size }) => ({
    message: `le journal de cette demande (${several(size, "ligne(s)")}) ne commence pas par ce que ${name} a contresigné (${several(seen, "ligne(s)")}) : deux histoires de cette élection ont été signées`,
    hint: "rien n’a été signé ; gardez cette demande et l’empreinte contresignée auparavant : à elles deux, elles le prouvent ; rendez-le public",
  }),
  "request-from-elsewhere": ({ name, seen, old }) => ({
    message: `${name} a contresigné ${several(seen, "ligne(s)")} de ce journal ; la demande prouve seulement qu’il prolonge ${agreed(old, "(la première|les premières)")} (${old})`,
    hint: `rien n’a été signé ; réclamez-en une autre : urne checkpoint request --from ${seen}`,
  }),
  "no-witness": () => ({
    message: "la Haute Autorité n’a désigné aucun témoin",
    hint: "les témoins sont désignés avant l’installation du bureau : urne init --witness-key FICHIER",
  }),
  "which-witness": ({ given, names }) => ({
    message:
      given === undefined
        ? "la Haute Autorité a désigné plusieurs témoins"
        : `${given} n’est pas un témoin désigné par la Haute Autorité`,
    hint: `donnez le nom de l’un d’eux : ${names.join(", ")}`,
  }),
  "checkpoint-unknown": ({ path, size }) => ({
    message: `ce fichier n’a pas d’empreinte signée à ${several(size, "ligne(s)")} ; celle de ${path} vient d’une autre copie`,
    hint: "faites contresigner par le témoin l’empreinte de ce fichier-ci : urne checkpoint request",
  }),
  "no-cosignature": ({ path, names }) => ({
    message: `aucun témoin désigné par la Haute Autorité n’a contresigné ${path}`,
    hint:
      names.length === 0
        ? "elle n’en a désigné aucun"
        : `témoins désignés : ${names.join(", ")} ; un témoin contresigne avec urne checkpoint cosign`,
  }),
  "cosignature-forged": ({ path, name }) => ({
    message: `une signature de ${path} porte le nom ${of(name)} et n’est pas de ce témoin, ou pas sur cette empreinte`,
    hint: "rien n’a été chargé ; redemandez le fichier au témoin",
  }),
}

export const labels: typeof english = {
  requested: (witness, size, path) =>
    `Demande à ${witness}, pour ${several(size, "ligne(s)")} du journal, écrite dans ${path} : le témoin répond avec urne checkpoint cosign`,
  urnKeyOnce: "Remettez aussi au témoin, la première fois, cette clé de l’urne, par une autre voie que la demande :",
  cosigned: (witness, size, before) =>
    before === "0"
      ? `${witness} a contresigné ${several(size, "ligne(s)")} du journal, pour la première fois`
      : `${witness} a contresigné ${several(size, "ligne(s)")} du journal, qui commence par celles déjà contresignées (${before})`,
  sendBack: (path) =>
    `Renvoyez ${path} à la Haute Autorité, qui le charge avec urne checkpoint import, et gardez-en une copie.`,
  imported: (witnesses, size, added) =>
    added === 0
      ? `L’empreinte à ${several(size, "ligne(s)")} était déjà contresignée par ${witnesses}`
      : `L’empreinte à ${several(size, "ligne(s)")} est contresignée par ${witnesses}`,
  commands: {
    request: "demander à un témoin de contresigner le journal tel qu’il est",
    cosign: "comme témoin : contrôler que le journal n’a fait que croître, et le contresigner",
    import: "charger ce qu’un témoin a contresigné",
  },
  options: {
    from: "prouver que le journal prolonge ses n premières lignes, au lieu de celles que ce témoin a contresignées",
    out: "où l’écrire, au lieu de la sortie standard",
    key: "fichier de la clé du témoin",
    urn: "clé publique de l’urne, ou un fichier qui la contient : la première fois, et quand une autre a été désignée",
  },
}
