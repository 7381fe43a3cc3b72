import { expect, test } from "vitest"
import { killed } from "./kill-scenes.ts"
import { killAgainAndAgain } from "./kill.ts"

/** `KILLS=200 npm run test:kill` kills more. A few are enough to notice that something broke. */
const asked = process.env["KILLS"]
const kills = asked === undefined ? 4 : Number(asked)
const ballots = asked === undefined ? 20 : 260

test.each(killed)(
  `%s, killed ${kills} times, loses nothing`,
  { timeout: asked === undefined ? 600_000 : 3_600_000 },
  async (command) => {
    const toll = await killAgainAndAgain(command, kills, ballots)
    const { before, within, ended, acknowledged, lost } = toll
    process.stdout.write(
      `${command}: ${kills} kills (${before} before any change, ${within} after one, ${ended} too late), ` +
        `${acknowledged} ballots acknowledged, ${lost} lost\n`,
    )
    expect(kills).toBeGreaterThan(0)
    expect(before + within + ended).toBe(kills)
    expect(lost).toBe(0)
  },
)
