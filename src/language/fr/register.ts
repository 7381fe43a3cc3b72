import type { RegisterRefusals } from "../../core/refusals.ts"
import type { RefusalTexts } from "../texts.ts"

export const refusals: RefusalTexts<RegisterRefusals> = {
  "no-register": () => ({
    message: "cette élection a été commencée avec une version antérieure d’urne et n’a pas de registre",
    hint: "tenez la main courante sur papier ; les élections commencées désormais ont un registre",
  }),
  "register-rollback": ({ seen, found, path }) => ({
    message: `ce poste a vu ${seen} écritures du registre ; le fichier n’en a que ${found} : c’est une copie plus ancienne`,
    hint: `utilisez le fichier le plus récent ; s’il est perdu, notez ce qu’il contenait, puis supprimez ce que ce poste retient du registre : ${path}`,
  }),
  "register-rewritten": ({ seen, path }) => ({
    message: `les ${seen} premières écritures du registre ne sont pas celles que ce poste a vues`,
    hint: `gardez les deux fichiers et comparez-les ; pour continuer malgré tout avec celui-ci, supprimez ce que ce poste retient du registre : ${path}`,
  }),
  "not-a-writer": ({ name }) => ({
    message: `${name} n’est ni la clé d’un membre ni celle d’une personne habilitée à écrire au registre`,
    hint: "deux membres habilitent quelqu’un avec : urne writer add",
  }),
  "signers-missing": ({ members }) => ({
    message:
      members === 0
        ? "cette écriture demande la signature d’un membre ou d’une personne habilitée à écrire au registre"
        : `cette écriture demande la signature de ${members} membres différents`,
    hint: "indiquez leurs fichiers de clé : --key FICHIER FICHIER",
  }),
  "entry-too-long": () => ({
    message: "un texte de cette écriture est vide ou dépasse 4 000 caractères",
    hint: "répartissez-le sur plusieurs écritures, ou gardez le texte long dans un fichier à part",
  }),
  "writer-key-refused": ({ writer }) => ({
    message: `cette clé ne peut pas être celle de ${writer} : son nom se termine autrement, ou l’identifiant ou la clé est déjà pris`,
    hint: `faites-en une autre : urne key new ${writer}`,
  }),
  "no-such-writer": ({ writer }) => ({
    message: `personne d’identifiant ${writer} n’est habilité à écrire au registre`,
    hint: "voyez qui l’est : urne writer list",
  }),
  "not-present": ({ entry }) => ({
    message: `l’écriture ${entry} du registre ne désigne aucune personne présente en ce moment`,
    hint: "voyez qui est présent : urne attendance list",
  }),
}
