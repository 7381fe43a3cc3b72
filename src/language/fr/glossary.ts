import type { glossary as english, Word } from "../en/glossary.ts"

function word(text: string, meaning: string): Word {
  return { word: text, meaning }
}

export const glossary: typeof english = {
  title: "Glossaire",
  introduction:
    "Les mots du programme, de ses écrans et de ses documents. Chacun n’a ici qu’un sens, et qu’un mot anglais : celui des commandes et des fichiers.",
  columns: { word: "mot", other: "anglais", meaning: "sens" },
  sections: {
    people: {
      title: "Qui prend part",
      words: {
        authority: word(
          "Haute Autorité",
          "celles et ceux qui veillent sur l’élection, tels que la première décision les nomme",
        ),
        member: word("membre", "une personne de la Haute Autorité, avec une clé de signature et une fonction"),
        role: word(
          "fonction",
          "président, secrétaire, délégué ou membre ; à côté d’un nom : *présidence*, *secrétariat*, *collège des délégués*, *membre*",
        ),
        substitute: word("suppléant", "qui peut prendre la place d’un membre, selon la définition"),
        trustee: word(
          "détenteur de clé",
          "qui possède une part de la clé de l’élection et aide à ouvrir le décompte. Les commandes et les fichiers disent *trustee*",
        ),
        holder: word("détenteur", "la même personne, quand il s’agit de la clé qu’elle a en main"),
        officer: word(
          "personne chargée des codes",
          "l’une des une ou deux personnes qui peuvent lire quel adhérent a quel code",
        ),
        witness: word("témoin", "quelqu’un du dehors qui contresigne le journal"),
        channel: word("canal", "une voie par laquelle arrivent des lots de bulletins : un site, un bureau"),
        auditor: word("auditeur", "qui vérifie un dossier et signe ce qu’il a constaté"),
        voter: word("électeur", "qui peut voter. Qui a voté est *votant*"),
      },
    },
    before: {
      title: "Avant le vote",
      words: {
        definition: word(
          "définition",
          "le fichier qui dit ce qui a été décidé d’avance : questions, heures, Haute Autorité, détenteurs de clé. Il ne change pas",
        ),
        electionFile: word("fichier d’élection", "le fichier SQLite qui contient l’élection entière"),
        act: word(
          "décision",
          "ce que plusieurs membres décident et signent. Elle est *proposée*, *signée*, puis *prend effet* ou est *abandonnée*",
        ),
        statement: word("—", "une ligne du texte d’une décision, qui dit ce qui est"),
        quorum: word(
          "quorum",
          "combien de membres doivent signer une décision, et combien d’entre eux de certaines fonctions",
        ),
        reservation: word(
          "réserve, refus, absence",
          "ce qu’un membre dit d’une décision au lieu de la signer ; une absence est déclarée par un autre",
        ),
        constitute: word("installer le bureau", "la première décision : qui compose la Haute Autorité"),
        fingerprint: word(
          "empreinte",
          "une valeur de contrôle telle qu’on la compare : huit groupes de quatre signes. L’*empreinte de la Haute Autorité* est celle de la première décision",
        ),
        anchor: word("—", "l’empreinte de la Haute Autorité, en ce que tout repose sur elle"),
        roll: word(
          "liste électorale",
          "qui peut voter. Un *fichier des adhérents* devient la liste quand il est *chargé*",
        ),
        row: word("ligne", "une ligne d’un fichier d’adhérents : chargée, non inscrite ou refusée"),
        keyCeremony: word(
          "création des clés",
          "comment les détenteurs font leurs clés : dans une même pièce, ou chacun de son côté",
        ),
        request: word("demande, réponse", "ce qu’on porte à qui répond de son côté, et ce qui en revient"),
        possession: word("épreuve de la clé", "la preuve qu’un détenteur peut encore se servir de sa clé"),
        threshold: word(
          "seuil, indispensable",
          "combien de détenteurs suffisent ; un détenteur dont on ne peut se passer",
        ),
        code: word("code de vote", "ce avec quoi un adhérent vote : 22 signes, secrets"),
        credential: word("code public", "ce qui est publié d’un code de vote : une clé publique"),
        reserve: word("réassort", "des codes tirés d’avance pour les courriers perdus"),
        letter: word("courrier", "la feuille par laquelle un adhérent reçoit son code"),
        officersFile: word("fichier des codes", "quel adhérent a quel code ; il est chiffré"),
        urnKey: word(
          "clé de l’urne",
          "la clé qui signe les empreintes du journal et les récépissés. Elle n’ouvre rien",
        ),
        seal: word("sceller", "la décision qui fixe tout ce sur quoi repose le vote. Son contraire est *desceller*"),
        rehearsal: word(
          "scrutin à blanc",
          "une élection dont les votes sont inventés, et qu’aucun programme ne prend pour une vraie",
        ),
      },
    },
    count: {
      title: "Le vote et le dépouillement",
      words: {
        urn: word("urne", "ce qui contient les bulletins. Elle est *ouverte*, *suspendue*, *close*, *figée*"),
        ballot: word(
          "bulletin",
          "un vote chiffré. Il est *accepté*, et *compté* si aucun bulletin du même code ne le remplace ensuite",
        ),
        blank: word("blanc", "un vote qui ne choisit aucune réponse"),
        tracker: word("numéro de suivi", "ce qui permet à l’électeur de retrouver son bulletin : 43 signes"),
        receipt: word("récépissé", "la promesse signée de l’urne qu’un bulletin y est"),
        batch: word("lot", "des bulletins qu’un canal apporte ensemble"),
        batchNote: word("bordereau", "ce par quoi un canal annonce un lot, signé"),
        present: word("déjà présent", "d’une ligne d’un lot : son bulletin était déjà dans l’urne"),
        hourOfClosing: word("heure de clôture", "l’heure après laquelle aucun vote ne peut commencer"),
        grace: word("délai de grâce", "le temps, après l’heure de clôture, où un électeur qui a commencé peut finir"),
        arrivals: word(
          "arrivées",
          "quand les bulletins sont arrivés au bureau de vote, tel que le fichier d’élection le relève : par dix au moins, jamais un par un",
        ),
        turnout: word(
          "participation",
          "combien d’inscrits ont voté. Pendant le vote, elle est *relevée* pour être publiée",
        ),
        notice: word(
          "communiqué",
          "ce que la Haute Autorité dit au public pendant le vote : numéroté, signé par plusieurs membres, et tiré de ce qui est publié",
        ),
        silence: word(
          "interruption apparente des votes",
          "un temps où il est arrivé bien moins de bulletins que ceux d’avant et d’après ne le laissaient attendre ([disponibilité](availability.md)). Elle ne dit rien de la cause",
        ),
        expected: word("affluence prévue", "ce que la définition attend de chaque heure du jour"),
        hoursOffered: word(
          "heures promises, heures offertes",
          "quand on devait pouvoir voter, et ce qui en reste sans le temps qu’une source dit perdu",
        ),
        freeze: word("figer", "après le délai de grâce : plus rien n’entre"),
        zeroReport: word(
          "constat d’urne vide, constat de clôture",
          "ce qui est lu à haute voix à l’ouverture, et quand l’urne est figée",
        ),
        paper: word(
          "pièce",
          "ce qui est imprimé pour être signé ou rempli à la main : un constat, la proclamation, une feuille vierge",
        ),
        logBook: word(
          "main courante",
          "où ce qui se passe est écrit aussitôt, dans l’ordre, avec l’heure et qui l’a vu : des lignes du registre, ou des feuillets",
        ),
        attendance: word("feuille de présence", "qui est là, à quel titre, depuis quand et jusqu’à quand"),
        writer: word(
          "personne habilitée",
          "qui écrit au registre sans rien décider ; deux membres en habilitent la clé",
        ),
        incident: word(
          "incident",
          "ce qui a mal tourné, ou semble l’avoir fait. Ce qui est *constaté*, *allégué*, *prouvé* (pièces), *conclu* et *décidé* y reste séparé",
        ),
        claim: word(
          "cause alléguée",
          "ce que quelqu’un dit être la cause. Elle est *alléguée* tant qu’aucune pièce ne l’*étaye* ou ne l’*écarte*, ou que son auteur ne l’a pas *retirée*",
        ),
        evidence: word(
          "pièce",
          "un fichier qui montre quelque chose, conservé à côté du fichier d’élection sous son empreinte",
        ),
        complaint: word(
          "réclamation",
          "ce qu’un délégué, un candidat ou un électeur fait inscrire et trancher par la Haute Autorité : elle a un numéro, un délai, un récépissé et une réponse",
        ),
        component: word(
          "composant",
          "une partie du système de vote (site, machine, imprimeur…), avec son exploitant et la date : des versions au registre ([composants](components.md))",
        ),
        operator: word("exploitant", "l’entreprise ou le service qui exploite un composant"),
        preflight: word(
          "contrôles avant ouverture",
          "tout ce qui est regardé avant le vote : ce qui est conforme, ce qui échoue, ce qui n’a pas été fait ; signé par qui a regardé",
        ),
        override: word(
          "passer outre",
          "décision par laquelle l’autorité ouvre le scrutin malgré un contrôle qui manque",
        ),
        profile: word(
          "profil",
          "les règles d’un régime d’élections, selon lesquelles sont jugés une définition et les jours qui précèdent le vote",
        ),
        lookalike: word(
          "nom ressemblant",
          "un nom de domaine que l’on prend pour l’un de ceux du vote ([de l’extérieur](outside.md))",
        ),
        intervention: word("intervention", "ce que quelqu’un a fait sur le système de vote, quand et pour quel motif"),
        markOff: word("émargement", "qui a voté. La liste se fait à partir du fichier des codes"),
        encryptedTally: word("décompte chiffré", "la somme des bulletins qui comptent, encore chiffrée"),
        share: word("déchiffrement partiel", "ce qu’un détenteur de clé apporte à l’ouverture du décompte"),
        result: word("résultats", "ce qui a été compté. C’est *PROVISOIRE* tant que ce n’est pas *proclamé*"),
        weight: word("nombre de voix", "pour combien de voix compte un bulletin"),
        valid: word("suffrages exprimés", "les votes qui ne sont pas blancs, chacun pour son nombre de voix"),
        mayVote: word(
          "inscrits",
          "ceux de la liste électorale qui peuvent voter, chacun pour un, quel que soit son nombre de voix",
        ),
        majority: word(
          "majorité absolue, majorité relative",
          "la règle d’une question selon laquelle quelqu’un est élu : plus de la moitié des suffrages exprimés, ou le plus de voix. Sans elle, les résultats sont les seules voix",
        ),
        turnoutQuorum: word(
          "quorum atteint, quorum non atteint",
          "la part des inscrits qui doit avoir voté, faute de quoi personne n’est élu",
        ),
        tie: word(
          "égalité",
          "les mêmes voix pour plusieurs, et moins de places. Le programme la nomme et ne la tranche jamais",
        ),
        secondRound: word(
          "ballottage, second tour",
          "un autre vote, une élection à part, entre les premiers quand personne n’a la majorité absolue",
        ),
      },
    },
    record: {
      title: "Le journal et le dossier public",
      words: {
        register: word("registre", "le second journal : ce qui est daté, chaque écriture signée par qui l’a faite"),
        journal: word("journal", "tout ce qui s’est passé, ligne après ligne"),
        entry: word("ligne du journal", "une ligne du journal. Sa sorte s’appelle *event* dans le programme"),
        phase: word("état", "où en est l’élection"),
        stateOfTheJournal: word("—", "sa longueur et la valeur de contrôle de toutes ses lignes"),
        checkpoint: word("empreinte du journal", "un état du journal que la clé de l’urne a signé"),
        observerFile: word(
          "fichier d’observateur",
          "ce qu’un délégué ou un candidat détient de l’élection sur son propre poste",
        ),
        splitView: word(
          "double histoire",
          "deux histoires d’une même élection que l’urne a signées, chacune montrée à quelqu’un d’autre",
        ),
        cosignature: word("contreseing", "la signature d’un témoin sous une empreinte du journal"),
        "time-stamp": word(
          "horodatage",
          "l’attestation par un service extérieur qu’une pièce existait à une heure (RFC 3161). Il est *ancré* si la définition nomme sa racine",
        ),
        note: word("—", "un texte signé, dans la forme de C2SP"),
        archive: word("archive", "le fichier Belenios `UUID.bel` : préparation, bulletins, décompte, résultats"),
        height: word(
          "rang",
          "la place d’un événement dans l’archive : 0 est l’élection scellée, puis vient chaque bulletin, puis l’urne figée. Le rang de l’urne est celui de son dernier événement",
        ),
        record: word("dossier public", "tout ce qui est publié, en un dossier ou un fichier tar"),
        bundle: word("—", "les fichiers d’un dossier public, dans le programme"),
        manifest: word("manifeste", "la liste des fichiers du dossier public et de leurs valeurs de contrôle"),
        format: word("format", "le numéro qui dit de quoi une élection est faite ([formats](format.md), en anglais)"),
        verify: word("vérifier", "faire tous les contrôles d’un dossier public"),
        check: word(
          "contrôle",
          "une question numérotée posée à un dossier ([liste](record.md#the-checks), en anglais)",
        ),
        finding: word("anomalie", "une chose qui ne va pas dans une définition, une liste, un bulletin ou un dossier"),
        verdict: word("verdict", "ce à quoi conclut une vérification : *VÉRIFIÉ*, *COHÉRENT*, *NON CONFORME*"),
        audit: word(
          "audit, tranche",
          "une vérification que signe un auditeur ; l’une des parties entre lesquelles elle est répartie",
        ),
      },
    },
    keyboard: {
      title: "Au clavier",
      words: {
        keyFile: word("fichier de clé", "un fichier age qui contient une clé et ce dont elle doit se souvenir"),
        passphrase: word("phrase secrète", "ce qui ouvre un fichier de clé. Un *code* ne s’appelle jamais ainsi"),
        refusal: word(
          "erreur",
          "pourquoi une commande n’a rien fait ([codes](codes.md), en anglais). Le *refus* d’un membre est autre chose : il porte toujours sur une décision",
        ),
        backup: word("sauvegarde", "une copie du fichier d’élection faite par `urne backup`"),
        recover: word(
          "reprendre sur sauvegarde",
          "la décision par laquelle la Haute Autorité repart d’une copie plus ancienne, ou renonce à une heure fausse",
        ),
        machine: word("poste", "l’ordinateur sur lequel une commande s’exécute"),
        stateFolder: word("—", "où un poste retient les élections qu’il a vues"),
        seed: word("graine", "ce dont un scrutin à blanc tire tout son hasard"),
      },
    },
  },
  remarks: {
    people:
      "Les membres de l’organisation qui vote ne sont pas ceux de la Haute Autorité : ce sont des *adhérents*. Sur la liste électorale, chacun est *inscrit* ou *non inscrit*.",
  },
  misleading: {
    title: "Mots qui trompent",
    sentences: [
      "En anglais, *bulletin* ne désigne pas un bulletin de vote, qui se dit *ballot*. Ce que la Haute Autorité publie le soir du vote est un *communiqué*.",
      "*Blanc* n’est pas *nul* : un vote blanc est accepté et compté, sans être un suffrage exprimé. Il n’y a pas ici de vote nul, puisqu’un bulletin illisible n’est pas accepté.",
      "*Accepté* se dit des bulletins qui sont dans l’urne ; *compté*, de ceux qui sont dans le résultat.",
      "L’urne est *close* quand l’heure passe, d’elle-même. *Clore* est la décision qui le confirme et dit quels lots manquent ; *figer* met fin à l’urne.",
      "*Desceller* permet aux détenteurs de clé de déchiffrer le décompte. Aucun bulletin n’est jamais ouvert.",
      "La *clé de l’urne* signe les empreintes du journal et les récépissés ; elle n’ouvre rien. Ce sont les *clés des détenteurs* qui déchiffrent le décompte.",
    ],
  },
}
