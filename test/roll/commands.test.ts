import { copyFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { newMemberKey } from "../../src/authority/member-key.ts"
import { sha256 } from "../../src/core/hash.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { TestWorld } from "../support/script.ts"

const fixtures = "fixtures/elections/congress"
let world: TestWorld

beforeEach(async () => {
  world = new TestWorld()
  for (const name of ["election.yaml", "members.csv"]) copyFileSync(join(fixtures, name), join(world.cwd, name))
  const keys = ["odile-marchand", "lucien-brehat", "mariam-okoye", "paul-estrel", "ines-valcourt"].map((id) => {
    const key = verifierOf(newMemberKey(id, true, (length) => sha256(id).slice(0, length)))
    writeFileSync(join(world.cwd, `${id}.key.pub`), verifierKeyText(key))
    return `${id}.key.pub`
  })
  expect(await world.run("init", "election.yaml", "--member-key", ...keys)).toBe(0)
})
afterEach(() => {
  world.remove()
})

const report = () => readFileSync(join(world.cwd, "report.json"), "utf8")
const expected = readFileSync(join(fixtures, "expected-report.json"), "utf8")

describe("a messy member file", () => {
  test("is reported by a dry run, refused, and imported without its refused rows", async () => {
    expect(await world.run("roll", "import", "members.csv", "--dry-run", "--report", "report.json")).toBe(3)
    expect(world.out).toContain("Dry run: nothing was imported. An import would refuse this file as it is.")
    expect(report()).toBe(expected)

    expect(await world.run("roll", "import", "members.csv")).toBe(3)
    expect(world.out).toBe("")
    expect(world.err).toContain("members.csv has 7 refused rows; nothing was imported")
    expect(world.err).toContain("--skip-refused 7")
    expect(await world.run("roll", "import", "members.csv", "--skip-refused", "6")).toBe(3)

    const wanted = ["--skip-refused", "7", "--report", "report.json"]
    expect(await world.run("roll", "import", "members.csv", ...wanted)).toBe(4)
    expect(world.err).toContain("report.json already exists")
    expect(await world.run("roll", "import", "members.csv", ...wanted, "--force")).toBe(0)
    expect(world.out).toContain("The roll is imported.")
    expect(report()).toBe(expected)
    expect(await world.run("roll", "import", "members.csv", "--skip-refused", "7")).toBe(0)
    expect(world.out).toContain("already been imported")
  })

  test("is reported in French with the words of the field", async () => {
    await world.run("roll", "import", "members.csv", "--dry-run", "--lang", "fr")
    expect(world.out.replaceAll(/[\u00a0\u202f]/g, " ")).toMatchInlineSnapshot(`
      "Essai : rien n’a été chargé. Un chargement refuserait ce fichier tel qu’il est.

      Fichier lu en windows-1252, champs séparés par ;
        Lignes           88
        Inscrits         73
        Non inscrits      8
        Lignes refusées   7
        Lignes vides      2

      Lignes refusées :
        ligne 34 : 6 colonnes au lieu de 10
        ligne 61 : 14 colonnes au lieu de 11
        ligne 66 : même numéro d’adhérent que la ligne 44
        ligne 67 : même numéro d’adhérent que la ligne 44
        ligne 71 : numero_adherent : vide
        ligne 72 : nom, prenom : vide
        ligne 92 : prenom contient des octets sans signification dans ce codage ; voir --encoding

      Non inscrits :
        cotisation impayée : 4 (lignes 30-31, 42, 54)
        statut sympathisant : 2 (lignes 41, 43)
        cotisation (vide) : 1 (ligne 33)
        cotisation en attente : 1 (ligne 32)

      Lignes chargées, mais à vérifier avant d’établir les codes de vote (urne roll list --doubtful en donne la liste) :
        un code postal plus court d’un chiffre que les autres (un zéro perdu au début) : 2 (lignes 56, 59)

      Numéros d’adhérent qui se ressemblent (admis ; à vérifier) :
        ligne 68 et ligne 69
        ligne 68 et ligne 70

      Groupes de moins de 10 inscrits, dont aucun chiffre ne sera publié :
        (sans groupe)
        Français de l’étranger
        La Réunion
        Nouvelle-Calédonie
        Rhône

      Inscrits sans adresse :
        1 (ligne 80)

      Rien dans le fichier n’indique son codage ; il a été lu en windows-1252. Ces noms sont-ils exacts ? Sinon, indiquez-le : --encoding
        Garanchet Joël
        Vaucresson Léon
        Guéridon Hélène
        Hautbourg Thérèse
        Montclar Raphaëlle
        Garanchet Gaëtan
        Thévenoux Émile
        Garanchet Raphaëlle
        Bessonnet Valérie
        Mérandelle Josée
      "
    `)
  })

  test("is shown in figures and listed", async () => {
    await world.run("roll", "import", "members.csv", "--skip-refused", "7")
    expect(await world.run("roll", "show", "--json")).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({
      schema: 2,
      roll: { eligible: 73, ineligible: 8, weight: "73", intact: true },
    })
    expect(await world.run("roll", "show")).toBe(0)
    expect(world.out).toMatch(/^May vote +73$/m)
    expect(await world.run("roll", "list", "--ineligible")).toBe(0)
    expect(world.out.split("\n")).toHaveLength(9)
    expect(world.out).toMatch(/A001290 +Guéridon Thérèse +Finistère +cotisation impayée/)
    expect(await world.run("roll", "list", "--group", "La Réunion", "--json")).toBe(0)
    const { members } = JSON.parse(world.out) as { members: readonly { id: string }[] }
    expect(members.map(({ id }) => id)).toEqual(["A001509", "A001512", "A001523"])
  })
})

test("a hostile member file is shown as text only", async () => {
  const hostile = "numero_adherent;nom;prenom;adresse;code_postal;ville;pays;federation;cotisation;statut\n"
  writeFileSync(
    join(world.cwd, "m.csv"),
    `${hostile}1;A;B;;;;;\u200dx;\u001b[2Jlate;adhérent\n2;A;B;;;;;=1+1;à jour;adhérent\n`,
  )
  expect(await world.run("roll", "import", "m.csv", "--dry-run")).toBe(3)
  expect(world.out).not.toContain("\u001b")
  expect(world.out).toContain("U+001B")
})

test.each([
  [["--skip-refused", "many"], 2, "--skip-refused"],
  [["--encoding", "ebcdic"], 2, "--encoding"],
  [["--delimiter", "tab"], 3, "is the delimiter “;”?"],
] as const)("import %j exits %d", async (options, status, text) => {
  expect(await world.run("roll", "import", "members.csv", ...options)).toBe(status)
  expect(world.err).toContain(text)
})

test("without a roll, show says how to import one", async () => {
  expect(await world.run("roll", "show")).toBe(0)
  expect(world.out).toContain("urne roll import")
})
