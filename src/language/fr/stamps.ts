import type { StampRefusals } from "../../core/refusals.ts"
import type { TimeStampRule } from "../../core/time-stamp-rule.ts"
import type { labels as english } from "../en/stamps.ts"
import type { RefusalTexts } from "../texts.ts"

/** What is wrong with a time-stamp. */
export const stampFaults: Record<TimeStampRule, string> = {
  form: "ce n’est pas un horodatage dans la forme de la RFC 3161 (DER)",
  rejected: "le service d’horodatage a refusé la demande",
  "content-type": "ce qui est signé n’est pas un horodatage",
  signers: "il ne porte aucune signature, ou en porte plusieurs",
  "signer-absent": "il n’apporte pas le certificat du service qui l’a signé",
  "certificate-form": "un certificat qu’il apporte est illisible",
  attributes: "ce qui est signé avec lui est incomplet, ou y figure deux fois",
  digest: "la signature porte sur une autre déclaration",
  "certificate-unnamed": "la signature ne désigne pas son certificat",
  "certificate-sha1": "la signature ne désigne son certificat que par SHA-1, que l’on sait contrefaire",
  "certificate-other": "la signature désigne un autre certificat",
  algorithm: "il est signé avec un algorithme ou une clé trop faible, ou inconnu",
  signature: "la signature n’est pas celle de la clé du service",
  version: "sa forme est d’une autre version",
  "imprint-algorithm": "il désigne ce qui est horodaté par une autre empreinte que SHA-256",
  imprint: "il horodate autre chose",
  nonce: "il répond à une autre demande",
  policy: "il est fait selon une autre politique que celle qui était demandée",
  accuracy: "la précision qu’il indique n’en est pas une",
  extension: "il contient une extension qu’il faut comprendre et qui est inconnue",
  "service-name": "il nomme un autre service que son certificat",
  purpose: "le certificat n’est pas réservé à l’horodatage",
  "key-usage": "la clé du certificat n’a pas le droit de signer des horodatages",
  issuer: "un certificat est émis par un autre qui n’en a pas le droit",
  "certificate-extension": "un certificat contient une extension qu’il faut comprendre et qui est inconnue",
  validity: "un certificat n’était pas valable à l’heure de l’horodatage",
  root: "ses certificats ne mènent à aucune racine que la définition nomme",
}

export const refusals: RefusalTexts<StampRefusals> = {
  "nothing-to-stamp": ({ subject, number, numbers }) => ({
    message:
      number === undefined
        ? {
            act: "aucune décision n’est encore en vigueur",
            checkpoint: "il n’y a pas encore d’empreinte du journal",
            notice: "aucun communiqué n’a encore été publié",
            minutes: "aucun procès-verbal n’a encore été signé",
          }[subject]
        : {
            act: `la décision ${number} n’est pas en vigueur`,
            checkpoint: `il n’y a pas d’empreinte du journal à ${number} lignes`,
            notice: `il n’y a pas de communiqué ${number}`,
            minutes: `le procès-verbal n’a pas été signé ${number} fois`,
          }[subject],
    hint:
      numbers.length === 0
        ? "urne stamp list montre ce qui peut être horodaté"
        : `un horodatage peut être demandé pour ${{ act: "ces décisions", checkpoint: "les empreintes à ces nombres de lignes", notice: "ces communiqués", minutes: "ces signatures du procès-verbal" }[subject]} : ${numbers.join(", ")}`,
  }),
  "time-stamp-refused": ({ path, rule, detail }) => ({
    message: `${path} n’est pas repris : ${stampFaults[rule]}${detail === undefined ? "" : ` (${detail})`}`,
    hint:
      rule === "root"
        ? "rien n’a été gardé ; demandez l’horodatage à un service dont la définition nomme la racine, sous time-stamps"
        : "rien n’a été gardé ; renvoyez la demande, ou envoyez-la à un autre service, et gardez la réponse telle quelle dans un fichier",
  }),
  "stamp-early": ({ stamped, accuracy, stated }) => ({
    message: `l’horodatage est conservé, mais verify y trouvera à redire (T4) : il est du ${stamped} (à ${String(accuracy / 1000).replace(".", ",")} s près), et ce qu’il horodate dit de soi-même dater au plus tôt du ${stated}`,
    hint: "l’une des deux horloges est fausse : regardez-en une autre ; si c’est celle de ce poste, réglez-la, et urne status dit la suite ; demandez ensuite un autre horodatage : urne stamp request",
  }),
  "time-stamp-unasked": ({ path, known }) => ({
    message: known
      ? `${path} horodate une pièce de cette élection, mais ce fichier ne connaît pas la demande à laquelle il répond`
      : `${path} n’horodate rien de ce que contient ce fichier d’élection`,
    hint: known
      ? `si la demande a été faite sur une autre copie, donnez-la aussi : urne stamp attach ${path} --request FICHIER.tsq`
      : "urne stamp list montre ce qui peut être horodaté ; une réponse va avec le fichier d’élection sur lequel la demande a été faite",
  }),
  "not-a-time-stamp-request": ({ path }) => ({
    message: `${path} n’est pas une demande écrite par urne stamp request`,
    hint: "donnez le fichier (.tsq) dont ceci est la réponse",
  }),
}

/** Names something that can be stamped. */
export const stampedThing: typeof english.thing = (subject, number, kind) =>
  ({
    act: `décision ${number}${kind === undefined ? "" : `, ${kind}`}`,
    checkpoint: `empreinte du journal à ${number} lignes`,
    notice: `communiqué ${number}`,
    minutes: `procès-verbal, signature ${number}`,
  })[subject]

export const labels: typeof english = {
  thing: stampedThing,
  requested: (thing, path) => `Demande d’horodatage écrite dans ${path} (${thing})`,
  send: (query, reply) =>
    `Envoyez-la à un service d’horodatage, et chargez ce qui revient :\n  curl --data-binary @${query} -H Content-Type:application/timestamp-query -o ${reply} URL\n  urne stamp attach ${reply}`,
  attached: (thing, at, service) => `Horodatage chargé (${thing}) : ${at}, par ${service}`,
  attachedBefore: (thing, at, service) => `Ce fichier avait déjà cet horodatage (${thing}) : ${at}, par ${service}`,
  columns: { thing: "pièce", at: (zone) => `horodatage (${zone})`, service: "par", anchored: "racine" },
  anchored: "nommée",
  notAnchored: "non ancré",
  none: "aucun",
  noRoots:
    "La définition ne nomme aucune racine sous time-stamps : les horodatages ne sont pas ancrés, car n’importe qui peut tenir un service qui horodate à n’importe quelle heure.",
  nothing: "Rien ne peut encore être horodaté : aucune décision n’est en vigueur.",
  commands: {
    stamp: "horodatages de tiers, qui prouvent l’existence d’une pièce à une heure",
    request:
      "écrire une demande d’horodatage d’une décision, de la dernière empreinte du journal, d’un communiqué ou du procès-verbal",
    attach: "charger la réponse d’un service d’horodatage",
    list: "montrer ce qui est horodaté, et ce qui ne l’est pas",
  },
  options: {
    subject: "act (décision), checkpoint (empreinte du journal), notice (communiqué) ou minutes (procès-verbal)",
    number:
      "numéro de la décision, du communiqué ou de la signature du procès-verbal, ou nombre de lignes de l’empreinte (à défaut : le dernier)",
    out: "où écrire la demande (à défaut : un nom tiré de la pièce)",
    policy: "la politique à demander (son identifiant d’objet, 1.3.6.…)",
    reply: "la réponse (.tsr), ou le jeton seul",
    request: "la demande à laquelle elle répond, si elle a été faite sur une autre copie du fichier d’élection",
  },
}
