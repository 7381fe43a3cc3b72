/** The glossary, as `docs/glossary.md` and `urne help words` show it. A word is added here and in French, never on the page. */
export interface Word {
  readonly word: string
  /** What it means, in the Markdown of the pages in docs/. */
  readonly meaning: string
}

function word(text: string, meaning: string): Word {
  return { word: text, meaning }
}

export const glossary = {
  title: "Glossary",
  introduction:
    "The words of the program, of its screens and of its documents. Each has one meaning here, and one word in French; whoever writes a text or\nnames a thing takes the word from this page. The English word is also the one of the code.",
  columns: { word: "word", other: "French", meaning: "meaning" },
  sections: {
    people: {
      title: "Who takes part",
      words: {
        authority: word("authority", "those who supervise the election, as the first act names them"),
        member: word("member", "one person of the authority, with a signing key and a role"),
        role: word("role", "president, secretary, delegate or member: *président, secrétaire, délégué, membre*"),
        substitute: word("substitute", "who may take a member’s place, as the definition names them"),
        trustee: word(
          "trustee",
          "who has a share of the election’s key and helps to open the tally. Commands and files say *trustee*",
        ),
        holder: word("holder", "the same person, when the text is about the key in their hands"),
        officer: word("officer", "one of the one or two persons who can read which member has which code"),
        witness: word("witness", "somebody from outside who cosigns the journal"),
        channel: word("channel", "a way by which ballots arrive in batches: a site, an office"),
        auditor: word("auditor", "who verifies a record and signs what was found"),
        voter: word("voter", "who may vote. Somebody who has voted is *votant*"),
      },
    },
    before: {
      title: "Before the vote",
      words: {
        definition: word(
          "definition",
          "the file that says what was decided beforehand: questions, hours, authority, trustees. It does not change",
        ),
        electionFile: word("election file", "the SQLite file in which the whole election lies"),
        act: word(
          "act",
          "what several members decide and sign. It is *proposed*, *signed*, and then *in effect* or *dropped*",
        ),
        statement: word("statement", "a line of an act’s text that says what is so"),
        quorum: word("quorum", "how many members must sign an act, and how many of some roles among them"),
        reservation: word(
          "reservation, refusal, absence",
          "what a member says of an act besides signing it; an absence is said by another",
        ),
        constitute: word("constitute", "the first act: who the authority is"),
        fingerprint: word(
          "fingerprint",
          "a hash as people compare it: eight groups of four digits. The *authority fingerprint* is that of the first act",
        ),
        anchor: word("anchor", "the authority fingerprint, as that on which everything rests"),
        roll: word("roll", "who may vote. A *member file* becomes the roll when it is *imported* (*charger*)"),
        row: word("row", "a line of a member file: imported, not eligible, or refused"),
        keyCeremony: word("key ceremony", "how the trustees make their keys. It is held in one room, or *apart*"),
        request: word("request, reply", "what is carried to somebody who answers apart, and what comes back"),
        possession: word("possession", "the proof that a holder can still use the key"),
        threshold: word("threshold, mandatory", "how many of some trustees are enough; a trustee who is always needed"),
        code: word("code", "what a member votes with: 22 characters, secret"),
        credential: word("credential", "what is published of a code: a public key"),
        reserve: word("reserve", "codes that were drawn beforehand for lost letters"),
        letter: word("letter", "the sheet by which a member gets a code"),
        officersFile: word("officer’s file", "which member has which code, encrypted"),
        urnKey: word("urn key", "the key that signs checkpoints and receipts. It opens nothing"),
        seal: word("seal", "the act that freezes everything the vote rests on. Its opposite is *unseal* (*desceller*)"),
        rehearsal: word(
          "rehearsal",
          "an election whose votes are invented, and which no other program takes for a real one",
        ),
      },
    },
    count: {
      title: "The vote and the count",
      words: {
        urn: word(
          "urn",
          "what holds the ballots. It is *open*, *suspended*, *closed*, *frozen* (*ouverte, suspendue, close, figée*)",
        ),
        ballot: word(
          "ballot",
          "one encrypted vote. It is *accepted*, and *counted* if no later one of the same credential replaces it",
        ),
        blank: word("blank", "a vote that chooses no answer"),
        tracker: word("tracker", "by which a voter finds a ballot: its hash, 43 characters"),
        receipt: word("receipt", "the urn’s signed promise that a ballot is in"),
        batch: word("batch", "ballots that a channel brings together"),
        batchNote: word("batch note", "by which a channel announces a batch, signed"),
        present: word("present", "of a line of a batch: its ballot was in the urn before"),
        hourOfClosing: word("hour of closing", "after which no vote may begin"),
        grace: word("grace", "the time after the hour of closing in which a voter who has begun may finish"),
        arrivals: word(
          "arrivals",
          "when ballots came to the booth, as the election file counts them: by ten at least, never one by one",
        ),
        turnout: word("turnout", "how many members have voted. During the vote it is *counted* for publication"),
        notice: word(
          "notice",
          "what the authority tells the public while the vote goes on: numbered, signed by several members, and made of what is published ([notices](notices.md))",
        ),
        silence: word(
          "apparent interruption",
          "a time in which far fewer ballots came than those before and after it let expect ([availability](availability.md)). It says nothing of the cause",
        ),
        expected: word("expected ballots", "how busy the definition expects each hour of the day to be"),
        hoursOffered: word(
          "hours promised, hours offered",
          "when one was to be able to vote, and what is left of it without the time that some source says was lost",
        ),
        freeze: word("freeze", "after the grace: nothing comes in any more"),
        zeroReport: word("zero report, closing report", "what is read aloud at the opening and at the freeze"),
        paper: word(
          "paper",
          "what is printed to be signed or filled in by hand: a report, the proclamation, an empty sheet",
        ),
        logBook: word(
          "log book",
          "where what happens is written at once, in its order, with the hour and who saw it: lines of the register, or sheets",
        ),
        attendance: word("attendance sheet", "who is present, in what role, from when to when"),
        writer: word(
          "writer",
          "somebody who may write to the register and decides nothing; two members certify the key",
        ),
        incident: word(
          "incident",
          "something that went wrong, or may have. What was *seen* (observation), *alleged* (claim), *proven* (evidence), *concluded* and *decided* are kept apart ([incidents](incidents.md))",
        ),
        claim: word(
          "alleged cause (claim)",
          "what somebody says the cause is. It is *asserted* until evidence *supports* or *refutes* it, or whoever said it has *withdrawn* it",
        ),
        evidence: word("evidence", "a file that shows something, kept beside the election file under its hash"),
        complaint: word(
          "complaint",
          "what a delegate, a candidate or a voter has the authority put on record and decide: it has a number, a deadline, a receipt and an answer ([register](register.md#observations-and-complaints))",
        ),
        component: word(
          "component",
          "a part of the system of the vote (a site, a machine, a printer), with who runs it and since when: versions in the register ([components](components.md))",
        ),
        operator: word("operator", "the company or service that runs a component"),
        preflight: word(
          "preflight",
          "everything that is looked at before the vote: what passes, what fails, what was not looked at; signed by whoever looked ([preflight](preflight.md))",
        ),
        override: word("override", "an act by which the authority opens the vote though a check before it was wanting"),
        profile: word(
          "profile",
          "the rules of one regime of elections, by which a definition and the days before the vote are judged ([profiles](profiles.md))",
        ),
        lookalike: word(
          "look-alike",
          "a name in the DNS that people take for one of the vote ([from outside](outside.md))",
        ),
        intervention: word("intervention", "what somebody did on the system of the vote, when, and why"),
        markOff: word("mark-off", "who has voted. The list is made from the officer’s file"),
        encryptedTally: word("encrypted tally", "the sum of the ballots that count, still encrypted"),
        share: word("share", "what one trustee contributes to opening the tally"),
        result: word(
          "result",
          "what was counted. It is *provisional* (*PROVISOIRE*) until it is *proclaimed* (*proclamer*)",
        ),
        weight: word("weight", "how many times a ballot counts"),
        valid: word("valid votes", "the votes that are not blank, each as often as it counts"),
        mayVote: word(
          "members who may vote",
          "those on the roll who are eligible, each as one whatever the vote weighs",
        ),
        majority: word(
          "absolute majority, relative majority",
          "the rule of a question by which somebody is elected: more than half of the valid votes, or the most votes. Without one the result is the counts",
        ),
        turnoutQuorum: word(
          "turnout quorum",
          "the part of the members who may vote of whom so many must have voted, or nobody is elected",
        ),
        tie: word("tie", "equal votes of several for fewer places. The program names it and never breaks it"),
        secondRound: word(
          "second round",
          "another vote, an election of its own, between those who came first where nobody has the absolute majority",
        ),
      },
    },
    record: {
      title: "The journal and the record",
      words: {
        register: word("register", "the second log: what is dated, each entry signed by whoever wrote it"),
        journal: word("journal", "everything that happened, line by line"),
        entry: word("entry", "one line of the journal. Its kind is an *event* in the code"),
        phase: word("phase", "where the election stands"),
        stateOfTheJournal: word("state of the journal", "its size and the root over its entries"),
        checkpoint: word(
          "checkpoint",
          "a state of the journal that the urn key signed. No screen says *Merkle* or *root*",
        ),
        observerFile: word(
          "observer file",
          "what a delegate or a candidate holds of the election on their own machine",
        ),
        splitView: word("split view", "two histories of one election that the urn signed, each shown to somebody else"),
        cosignature: word("cosignature", "a witness’s signature under a checkpoint"),
        "time-stamp": word(
          "time-stamp",
          "the word of a service from outside that something was there at an instant (RFC 3161). It is *anchored* if the definition names its root",
        ),
        note: word("note", "a signed text in the form of C2SP"),
        archive: word("archive", "the Belenios file `UUID.bel`: setup, ballots, tally, result"),
        height: word(
          "height",
          "where an event stands in the archive: 0 is the sealed election, then comes each ballot, then the freeze. The urn’s height is that of its last event",
        ),
        record: word("record", "everything that is published, as one folder or tar"),
        bundle: word("bundle", "the files of a record, in the code"),
        manifest: word("manifest", "the list of the record’s files with their hashes"),
        format: word("format", "the number that says what an election is made of ([formats](format.md))"),
        verify: word("verify", "to make all checks of a record"),
        check: word("check", "one numbered question to a record ([list](record.md#the-checks))"),
        finding: word("finding", "one thing that is wrong with a definition, a roll, a ballot or a record"),
        verdict: word(
          "verdict",
          "what a verification comes to: *VERIFIED* is *VÉRIFIÉ*, *CONSISTENT* is *COHÉRENT*, *INVALID* is *NON CONFORME*",
        ),
        audit: word(
          "audit, part",
          "a verification that an auditor signs; one part of several into which it is divided",
        ),
      },
    },
    keyboard: {
      title: "At the keyboard",
      words: {
        keyFile: word("key file", "an age file that holds a key and what it must remember"),
        passphrase: word("passphrase", "what opens a key file. A *code* is never called so"),
        refusal: word(
          "refusal",
          "why a command did nothing ([codes](codes.md)). A member’s *refusal* (*refus*) is another thing: it is always about an act",
        ),
        backup: word("backup", "a copy of the election file that `urne backup` made"),
        recover: word("recover", "the act by which the authority goes on from an older copy, or gives up a wrong hour"),
        machine: word("machine", "the computer on which a command runs"),
        stateFolder: word("state folder", "where a machine remembers the elections that it has seen"),
        seed: word("seed", "from which a rehearsal draws all its randomness"),
      },
    },
  },
  /** What is said below the words of a section. */
  remarks: {
    people:
      "The members of the organisation that votes are not members of the authority. On the roll they are *eligible* (*inscrit*) or *ineligible*\n(*non inscrit*); French calls them *adhérents*.",
  },
  misleading: {
    title: "Words that mislead",
    sentences: [
      "*Bulletin* in French is a ballot. What the authority publishes on the night is a notice, *communiqué*.",
      "*Blank* is not *null*: a blank vote is accepted and counted, and is no valid vote (*suffrage exprimé*). There is no null vote here, since a ballot that cannot be read is not accepted.",
      "*Accepted* counts ballots that are in the urn; *counted* counts those that are in the result.",
      "*Closed* is an hour that passes by itself. *Close* as an act (*clore*) confirms it and says which batches are missing; *freeze* ends the urn.",
      "*Unseal* lets the trustees decrypt the tally. No ballot is ever opened.",
      "The *urn key* signs checkpoints and receipts. The *trustees’ keys* decrypt the tally. Neither is called “the key of the urn”.",
    ],
  },
}
