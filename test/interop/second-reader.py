"""A second reader of published records, written from docs/record.md alone.

    second-reader.py RECORD_FOLDER [--authority FINGERPRINT]

It shares no line and no package with urne: Python's standard library only, Ed25519 included. It prints how often it made which check
of that page, and a line for each fault. Status 0 without faults, 1 with some, 2 where it was called wrongly. It leaves out, and says so,
the archive and all that mathematics proves, what the definition decides, answers to acts, batches, notes of holders.
"""
import base64, collections, functools, hashlib, json, pathlib, re, sys
from datetime import datetime, timedelta

PHASES = "draft constituted sealed open suspended closed frozen unsealed tallied proclaimed annulled".split()
# "Phases": the kinds of acts in their order, from which phase to which one takes effect, and to which it leads.
KINDS = {kind: (first, last, leads) for kind, first, last, leads in map(str.split, """constitute draft draft constituted
    replace constituted tallied -, appoint constituted tallied -, seal constituted constituted sealed, open sealed sealed -
    suspend open open suspended, resume suspended suspended open, extend open suspended -, close closed closed -
    unseal frozen frozen unsealed, proclaim tallied proclaimed proclaimed, recover constituted proclaimed -
    annul constituted proclaimed annulled""".replace("\n", ",").split(","))}
ROLES = "president secretary delegate member".split()
ID = r"[a-z0-9][a-z0-9._-]{0,63}"
FAULTS, COUNTS = [], collections.Counter()
Key = collections.namedtuple("Key", "name id type public")
Note = collections.namedtuple("Note", "text signatures")
Member = collections.namedtuple("Member", "id role name key")
Act = collections.namedtuple("Act", "where head statements hash signers signed")
sha = lambda data: hashlib.sha256(data).hexdigest()

def check(number, holds, message, where):
    """Counts one thing that check `number` looked at, and keeps a fault where it does not hold."""
    COUNTS[number] += 1
    if not holds: FAULTS.append(f"{number} {where}: {message}")
    return bool(holds)

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ZERO = (0, 1, 1, 0)

def add(p, q):
    """RFC 8032 5.1.4: the sum of two points in extended coordinates, whichever they are."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def multiples(a, p, b, q):
    """aP + bQ, the two in one pass."""
    table, total = [ZERO, p, q, add(p, q)], ZERO
    for i in range(max(a, b).bit_length() - 1, -1, -1):
        total = add(add(total, total), table[(a >> i & 1) + 2 * (b >> i & 1)])
    return total

def encode(p):
    z = pow(p[2], -1, P)
    return (p[1] * z % P | (p[0] * z % P & 1) << 255).to_bytes(32, "little")

def decode(data):
    """RFC 8032 5.1.3: the point of these 32 bytes, or None where they are not its canonical encoding."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P: x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign): return None
    if x & 1 != sign: x = P - x
    return x, y, 1, x * y % P

BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

@functools.cache
def public_key(data):
    """ "Keys and signed notes": the point of a public key, or None unless it is of prime order."""
    point = decode(data) if len(data) == 32 else None
    return point if point and point != ZERO and encode(multiples(L, point, 0, ZERO)) == encode(ZERO) else None

def ed25519(key, message, signature):
    """ "Keys and signed notes": s below the order, and R byte for byte what the equation without cofactor gives."""
    point, r, s = public_key(key), signature[:32], int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or s >= L: return False
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    return encode(multiples(s, BASE, L - k, point)) == r

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text: raise ValueError("base64 is not written as it would be again")
    return data

def read_key(text, kind=1):
    """ "Keys and signed notes": a verifier key NAME+ID+BASE64 of the type that is asked for."""
    name, key_id, rest = text.split("+", 2)
    data = unbase64(rest)
    if not name or re.search(r"[\s+\x00-\x1f]", name) or data[0] != kind or public_key(data[1:]) is None:
        raise ValueError(f"verifier key {name} cannot be used")
    if sha(name.encode() + b"\n" + data)[:8] != key_id: raise ValueError(f"the id of verifier key {name} is another")
    return Key(name, bytes.fromhex(key_id), kind, data[1:])

def usable(texts, kind=1):
    """The keys that can be read: one that cannot signs nothing."""
    for text in texts:
        try: yield read_key(text, kind)
        except ValueError: pass

def read_note(data):
    """ "Keys and signed notes": the text of a note and its signatures, each with name, key id and bytes."""
    text, found, rest = data.decode().partition("\n\n")
    lines = rest.split("\n")
    if not found or lines.pop() or len(lines) > 1000 or len(data) > 4_000_000: raise ValueError("it is not a signed note")
    if re.search(r"[\x00-\x09\x0b-\x1f]", data.decode()): raise ValueError("it has control characters")
    signatures = []
    for line in lines:
        match = re.fullmatch(r"— (\S+) (\S+)", line)
        if not match or len(unbase64(match[2])) < 5: raise ValueError("a signature line has another form")
        signatures.append((match[1], unbase64(match[2])[:4], unbase64(match[2])[4:]))
    return Note(text + "\n", signatures)

def signed_by(note, signature, key):
    """ "Keys and signed notes", "Checkpoints": name, id and signature are the key's; a witness signs as tlog-cosignature says."""
    name, key_id, data = signature
    if (name, key_id) != (key.name, key.id): return False
    message = note.text.encode()
    if key.type == 4: message, data = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") + message, data[8:]
    return ed25519(key.public, message, data)

def instant(text):
    """ "How things are written": an instant in its only spelling."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text, re.ASCII): raise ValueError(f"{text} is not an instant")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")

ROWS = [r"README\.txt", r"definition\.yaml", r"acts/\d{4,}-[a-z]+\.txt", rf"reservations/\d{{4,}}-(?:reserved|declined|absent)-{ID}\.txt",
        r"checkpoints/\d{9,}\.txt", rf"batches/{ID}-\d{{6,}}\.txt", r"suspensions/\d{4,}\.txt", r"trustees/\d{3,}-\d{9,}\.txt", r"shares/\d{3,}\.json",
        r"result\.json", r"result\.csv", r"reserve-keys\.json", r"notices/\d{4,}\.txt", r"minutes\.txt", r"minutes-signed\.txt",
        r"stamps/(?:act-\d{4,}|checkpoint-\d{9,}|notice-\d{4,}|minutes)-\d{2,}\.tsr", r"register\.txt", r"register\.jsonl", r"journal\.jsonl", r"[1-9A-HJ-NP-Za-km-z]{14,}\.bel"]
# Of what operating systems leave behind, this reader passes over the commonest.
LEFT_BEHIND = r"(^|/)(\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._.)"

def read_files(folder):
    """ "The bundle": the files of a record in their order, held against the manifest (C1, I1)."""
    names = {path.relative_to(folder).as_posix(): path for path in pathlib.Path(folder).rglob("*") if path.is_file()}
    files = {name: path.read_bytes() for name, path in names.items() if not re.search(LEFT_BEHIND, name)}
    manifest = files.pop("manifest.sha256", None)
    row = lambda name: next((i for i, pattern in enumerate(ROWS) if re.fullmatch(pattern, name, re.ASCII)), len(ROWS))
    files = {name: files[name] for name in sorted(files, key=lambda name: (row(name), name))}
    listed = {}
    for line in (manifest or b"").decode("ascii", "replace").splitlines(keepends=True):
        match = re.fullmatch(r"([0-9a-f]{64})  (\S+)\n", line)
        if check("I1", match and match[2] not in listed, f"a line is wrong or doubled: {line!r}", "manifest.sha256"):
            listed[match[2]] = match[1]
    check("C1", manifest is not None, "is missing", "manifest.sha256")
    for name in files: check("C1", name in listed, "is not listed in the manifest", name)
    for name in listed:
        if check("C1", name in files, "is listed in the manifest and missing", name):
            check("I1", sha(files[name]) == listed[name], "has another hash than the manifest says", name)
    check("I1", [n for n in listed if n in files] == [n for n in files if n in listed], "has another order", "manifest.sha256")
    return files

TYPES = {  # "Entry types": the fields of each; `?` stands behind one that may be absent.
    "election.created": "at phase uuid rehearsal definition format?", "election.backed-up": "at size", "act.proposed": "at act kind text",
    "act.signed": "at? act member", "act.reserved": "at? act member note", "act.declined": "at? act member note",
    "act.absent": "at? act member note", "act.dropped": "at? act reason", "act.effective": "at act kind text phase? closes? until? clock?",
    "roll.imported": "at rows eligible ineligible refused roll report", "trustees.answered": "at holder step message",
    "trustees.restarted": "at", "trustees.established": "at trustees key", "trustees.checked": "at? owner checkpoint note?",
    "credentials.generated": "at issued reserve credentials reserveKeys officerFile", "credentials.opened": "at? purpose by reason letters",
    "urn.opened": "at phase closes ballots", "urn.suspended": "at phase closes until? number note",
    "urn.accepted": "count height head", "urn.batch-announced": "at? channel number count sha256",
    "urn.batch-received": "at? channel number count accepted present? refused sha256", "urn.counted": "at ballots voters",
    "urn.frozen": "at phase ballots grace height head",
    "tally.computed": "at ballots counted weight tally height head", "tally.share-received": "at owner share",
    "tally.share-refused": "at owner share", "tally.result": "at phase result height head"}
COUNTED = """format size act rows eligible ineligible refused owner checkpoint issued reserve letters ballots count height number
    accepted present grace counted""".split()

def read_entry(line):
    """ "The journal": a line in canonical JSON (RFC 8785, integers only), with the fields of its type (I2)."""
    entry = json.loads(line.decode())
    if len(line) > 65536 or json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() != line:
        raise ValueError("it is not canonical JSON, or a key stands there twice")
    fields = TYPES[entry["type"]].split()
    if not {f for f in fields if f[-1] != "?"} <= set(entry) <= {f.rstrip("?") for f in fields} | {"type"}:
        raise ValueError(f"the fields of {entry['type']} are others")
    for name, value in entry.items():
        kind = bool if name == "rehearsal" else int if name in COUNTED else str
        known = {"kind": KINDS, "phase": PHASES}.get(name, [value])
        if type(value) is not kind or kind is int and not 0 <= value < 2**53 or value not in known:
            raise ValueError(f"field {name} has another form")
        if name in ("at", "closes", "until", "clock"): instant(value)
    return entry

def roots(lines):
    """ "The tree of the journal": its root at each size, from the whole subtrees that stand from left to right."""
    whole, found = [], [hashlib.sha256().digest()]
    for number, line in enumerate(lines):
        root = hashlib.sha256(b"\0" + line).digest()
        while number & 1: root, number = hashlib.sha256(b"\1" + whole.pop() + root).digest(), number >> 1
        whole.append(root)
        for left in whole[-2::-1]: root = hashlib.sha256(b"\1" + left + root).digest()
        found.append(root)
    return found

def read_quorum(text):
    """ "The authority": a total, and role minima in the order of the roles."""
    match = re.fullmatch(r"([1-9]\d{0,3})((?: [a-z]+ [1-9]\d{0,3})*)", text, re.ASCII)
    words = match[2].split() if match else []
    if not match or words[::2] != [role for role in ROLES if role in words]: raise ValueError(f"quorum {text} has another form")
    return int(match[1]), dict(zip(words[::2], map(int, words[1::2])))

class Authority:
    """ "The authority", as the acts in effect have made it: members, quorums, terms of the urn's keys, every key ever named."""

    def __init__(self, statements):
        """The statements of `constitute`, exactly those of the page (A3)."""
        order = "definition authority( member key)+( substitute)*( quorum)+ urn-key( channel)*( holder-key)*( witness)*( publish){3}"
        if not re.fullmatch(order, " ".join(name for name, _ in statements)): raise ValueError("the statements are others")
        all_of = lambda name, pattern: [split(value, pattern) for key, value in statements if key == name]
        self.members = [read_member(*pair) for pair in zip(*(sum(all_of(name, "(.+)"), ()) for name in ("member", "key")))]
        self.substitutes = dict(all_of("substitute", rf"({ID}) ({ID}) .+"))
        (default, quorum), *pairs = all_of("quorum", r"([a-z]+) (.+)")
        self.default, self.quorums = read_quorum(quorum), {kind: read_quorum(quorum) for kind, quorum in pairs}
        self.terms = [(0, read_key(dict(statements)["urn-key"]))]
        self.witnesses = list(usable((key for key, in all_of("witness", "(.+)")), 4))
        others = [key for name in ("channel", "holder-key") for _, key in all_of(name, rf"({ID})(?: (.+))?") if key]
        self.others = {key.public for key in [*usable(others), *self.witnesses]}
        if default != "default" or [kind for kind, _ in pairs] != [kind for kind in KINDS if kind in self.quorums]:
            raise ValueError("quorums have another order")

    def require_sound(self):
        """What makes a constitution sound (A3)."""
        if len({m.id for m in self.members}) < len(self.members) or len({m.key.public for m in self.members}) < len(self.members):
            raise ValueError("an identifier or a key stands for two members")
        if any(2 * self.quorum(kind)[0] <= len(self.members) for kind in KINDS): raise ValueError("a quorum is not more than half")

    def quorum(self, kind):
        """The total and the role minima that an act of this kind needs."""
        if kind == "constitute" and kind not in self.quorums: return len(self.members), {}
        total, least = self.quorums.get(kind, self.default)
        return total, {**self.default[1], **least}

    def lacks(self, kind, signers):
        """What the distinct members who signed lack of the quorum of this kind; empty if nothing."""
        total, least = self.quorum(kind)
        roles = collections.Counter(member.role for member in self.members if member.id in signers)
        short = [f"{roles[role]} of {n} {role}" for role, n in least.items() if roles[role] < n]
        return ", ".join(([f"{roles.total()} of {total}"] if roles.total() < total else []) + short)

    def replace(self, statements):
        """The one who enters takes place and role of the one who leaves."""
        stated = [[value for key, value in statements if key == name] for name in ("replaces", "member", "key")]
        if any(len(values) != 1 for values in stated): raise ValueError("replaces, member and key do not stand there once each")
        (leaves,), (enters,), (key,) = stated
        member = read_member(enters, key)
        old = next((i for i, m in enumerate(self.members) if m.id == leaves), None)
        if old is None or member.role != self.members[old].role: raise ValueError(f"{leaves} is no member with that role")
        if any(member.id == m.id or member.key.public == m.key.public for m in self.members):
            raise ValueError(f"{member.id}, or the key, is a member's")
        if self.substitutes.get(leaves, member.id) != member.id: raise ValueError(f"{leaves} has another substitute")
        self.members[old] = member

    def appoint(self, statements, size):
        """A new urn key signs from the size with the entry by which the act took effect; no key may have been named before."""
        order = "(urn-key|holder-key)( holder-key)*"
        if not re.fullmatch(order, " ".join(name for name, _ in statements)): raise ValueError("the statements are others")
        keys = [(name, *split(value, r"()(.+)" if name == "urn-key" else rf"({ID}) (.+)")) for name, value in statements]
        if len({holder for _, holder, _ in keys}) < len(keys): raise ValueError("a holder has two keys")
        for name, _, text in keys:
            key = read_key(text)
            named = self.others.union(m.key.public for m in self.members).union(term.public for _, term in self.terms)
            if key.public in named: raise ValueError(f"key {key.name} was named before")
            if name == "holder-key": self.others.add(key.public)
            else: self.terms.append((size, key))

def split(value, pattern):
    match = re.fullmatch(pattern, value, re.ASCII)
    if not match: raise ValueError(f"a statement has another form: {value}")
    return match.groups()

def read_member(value, key):
    member, role, name, text = split(f"{value}\n{key}", rf"({ID}) ({'|'.join(ROLES)}) (.+)\n\1 (.+)")
    return Member(member, role, name, read_key(text))

def read_act(data):
    """ "Acts": the note of an act, its head and its statements (I2)."""
    note = read_note(data)
    first, *lines = note.text.split("\n")[:-1]
    pairs = [split(line, r"([a-z][a-z-]*) (.+)") for line in lines]
    head = " ".join(name for name, _ in pairs[:7])
    if head != "election act previous proposed expires journal archive": raise ValueError("the head has other lines")
    return note, {"first": first, **dict(pairs[:7])}, pairs[7:]

class Reader:
    """Goes through the journal once, with the acts at the entries that propose them."""
    def __init__(self, files, lines, entries):
        self.files, self.entries = files, entries
        self.states = [f"{size} {base64.b64encode(root).decode()}" for size, root in enumerate(roots(lines))]
        self.uuid, self.word = entries[0]["uuid"], "rehearsal " if entries[0]["rehearsal"] else ""
        self.definition = f"sha256:{sha(files.get('definition.yaml', b''))}"
        self.urn_name = f"urne{'-rehearsal' if self.word else ''}/{self.uuid}"
        self.phase = self.closes = self.until = self.urgent = self.clock = self.waiting = self.number = self.authority = self.last = self.fingerprint = None
        self.acts, self.signed = {}, []
        for self.size, entry in enumerate(entries, 1):
            self.where = f"journal entry {self.size}"
            check("K1", (entry["type"] == "election.created") == (self.size == 1), "begins the election, or does not", self.where)
            self.look_at_instant(entry)
            if entry["type"].startswith("act."): self.look_at_act(entry["type"][4:], entry)
            if entry["type"] == "urn.suspended":
                check("K1", self.phase_now() == "open", f"the vote is suspended in phase {self.phase_now()}", self.where)
                check("K1", entry["closes"] == self.closes, "states another hour of closing", self.where)
            if entry["type"] in ("urn.accepted", "urn.batch-announced", "urn.batch-received") and self.until:
                self.clock = max(self.clock, self.until)
            if "phase" in entry: self.until, self.urgent = entry.get("until"), entry["type"] == "urn.suspended" or "until" in entry
            self.phase, self.closes = entry.get("phase", self.phase), entry.get("closes", self.closes)
        self.look_at_checkpoints()
        self.look_at_files()

    def phase_now(self):
        """ "Phases": the clock closes the urn, and ends an urgent suspension."""
        if self.phase in ("open", "suspended") and (self.closes or "") <= self.clock: return "closed"
        return "open" if self.until and self.until <= self.clock else self.phase

    def look_at_instant(self, entry):
        """ "Instants": they do not go back, but for an act `recover` that states the clock (K1)."""
        if "at" not in entry: return
        back = "clock" in entry and self.waiting and self.waiting.head["proposed"] <= entry["at"]
        check("K1", self.clock is None or entry["at"] >= self.clock or back, "is dated before the entry before it", self.where)
        self.clock = entry["at"]

    def look_at_act(self, event, entry):
        """ "Entry types: the election and its acts": the order of an act's entries (K2)."""
        if event == "proposed": return self.propose(entry)
        if event in ("reserved", "declined", "absent"):
            return check("K2", entry["act"] in self.acts, "answers an act that nobody proposed", self.where)
        if not check("K2", self.number == entry["act"], f"act {entry['act']} does not wait", self.where): return
        if event == "signed":
            check("K2", entry["member"] not in self.signed, f"{entry['member']} signs again", self.where)
            return self.signed.append(entry["member"])
        self.number, self.waiting = None, None
        if event == "effective" and self.acts[entry["act"]]: self.take_effect(entry, self.acts[entry["act"]])

    def propose(self, entry):
        """ "Acts": the text that this entry names, its head, and who signed it (C2, K2, A2)."""
        number, where = entry["act"], f"acts/{entry['act']:04d}-{entry['kind']}.txt"
        check("K2", self.number is None, "is proposed while another act waits", self.where)
        check("K2", number == max(self.acts, default=0) + 1, "acts are not numbered in order", self.where)
        self.number, self.waiting, self.signed, self.acts[number] = number, None, [], None
        if where not in self.files: return
        try: note, head, statements = read_act(self.files[where])
        except (ValueError, IndexError) as error: return check("I2", False, error, where)
        here = functools.partial(check, where=where)
        hashed = f"sha256:{sha(note.text.encode())}"
        here("C2", hashed == entry["text"], "is another text than the one of the journal")
        here("I2", head["act"] == f"{number} {entry['kind']}", "number or kind are not those of its name")
        here("K2", head["first"] == f"urne {self.word}act v1" and head["election"].startswith(f"{self.uuid} "), "is of another election")
        here("K2", head["previous"] == (self.last or "none"), "does not follow the last act in effect")
        here("I3", head["journal"] == self.states[self.size - 1], "states another state of the journal")
        kept = [v for k, v in statements if k == "lost-after" and entry["kind"] == "recover"]
        here("I3", len(kept) <= 1 and {*kept} <= {*self.states[1 : self.size]}, "keeps a state that the journal did not have")
        try:
            at, proposed, expires = instant(entry["at"]), instant(head["proposed"]), instant(head["expires"])
            clock = dict(statements).get("clock") if entry["kind"] == "recover" else None
            right = clock == entry["at"] if clock else at - proposed <= timedelta(seconds=2)
            here("K2", proposed <= at and right, "is dated otherwise")
            here("K2", expires > proposed, "expires before it is proposed")
            authority = Authority(statements) if entry["kind"] == "constitute" else self.authority
        except (ValueError, IndexError) as error: return here("A3", False, error)
        members = list(authority.members) if authority else []
        signers = [next((m.id for m in members if signed_by(note, s, m.key)), None) for s in note.signatures]
        for signer, signature in zip(signers, note.signatures): here("A2", signer, f"the signature of {signature[0]} is no member's")
        self.waiting = self.acts[number] = Act(where, head, statements, hashed, signers, self.signed)

    def take_effect(self, entry, act):
        """ "Signatures", "The authority", "Phases": the quorum, and what the act changes, in the journal too (A3, K1-K5)."""
        here, stated = functools.partial(check, where=act.where), lambda key: [v for k, v in act.statements if k == key]
        kind = entry["kind"]
        here("K2", (f"{entry['act']} {kind}", entry["text"]) == (act.head["act"], act.hash), "takes effect as another act")
        here("K3", entry["at"] < act.head["expires"], "takes effect after it expired")
        try:
            if kind == "constitute":
                self.authority, self.fingerprint = Authority(act.statements), act.hash
                self.authority.require_sound()
            elif not here("A3", self.authority, "there is no authority yet"): return
            lacks = self.authority.lacks(kind, set(act.signers))
            here("A3", not lacks, f"has no quorum: {lacks}")
            if kind == "replace": self.authority.replace(act.statements)
            if kind == "appoint": self.authority.appoint(act.statements, self.size)
            here("K4", self.authority.terms[-1][1].name == self.urn_name, "the urn key has another name")
        except (ValueError, IndexError) as error: here("A3", False, error)
        if kind in ("constitute", "seal"):
            here("K5" if kind == "constitute" else "K4", stated("definition") == [self.definition], "states another definition")
        hour = {"suspend": "closes", "resume": "closes", "close": "closes", "extend": "instead-of"}.get(kind)
        if hour: here("K4", stated(hour) == [self.closes], "states another hour of closing")
        clocks = stated("clock") if kind == "recover" else []
        check("K2", clocks == ([entry["clock"]] if "clock" in entry else []), "states another clock than its act", self.where)
        now = self.phase_now()
        first, last, leads = KINDS[kind]
        over = kind == "suspend" and now == "suspended" and self.urgent
        check("K1", over or PHASES.index(first) <= PHASES.index(now) <= PHASES.index(last), f"{kind} takes effect in phase {now}", self.where)
        until = self.until if kind == "extend" and now == "suspended" else None
        check("K1", entry.get("until") == until, "states another end of an urgent suspension", self.where)
        leads, hours = now if kind == "extend" else leads, stated("closes") if kind == "extend" else [self.closes]
        check("K1", entry.get("phase", "-") == leads, f"leads to {entry.get('phase')}, and not to {leads}", self.where)
        states = kind in ("suspend", "resume", "extend")
        check("K1", [entry.get("closes")] == (hours if states else [None]), "states another hour of closing", self.where)
        check("K1", not states or not self.closes or hours >= [self.closes], "moves the hour of closing earlier", self.where)
        self.last = f"{entry['act']} {act.hash}"

    def look_at_checkpoints(self):
        """ "Checkpoints": their roots, the urn key in whose range they are, witnesses, and none is missing (A4, I3)."""
        covered = 0
        for where in [name for name in self.files if name.startswith("checkpoints/")]:
            here = functools.partial(check, where=where)
            try: note = read_note(self.files[where])
            except ValueError as error: note = here("A4", False, error)
            if not note: continue
            origin, size, root = (note.text.split("\n") + ["", ""])[:3]
            form = origin == self.urn_name and note.text.count("\n") == 3 and re.fullmatch(r"0|[1-9][0-9]*", size)
            if not here("A4", form and where == f"checkpoints/{int(size):09d}.txt", "has another form, or another size"): continue
            here("I3", f"{size} {root}" in self.states, "states another root than the journal has")
            if not self.authority: continue
            keys = [[key for first, key in self.authority.terms if first <= int(size)][-1], *self.authority.witnesses]
            found = [next((key for key in keys if signed_by(note, s, key)), None) for s in note.signatures]
            here("A4", None not in found, "has a signature by a stranger, or a forged one")
            if here("A4", keys[0] in found, "is not signed by the urn key of then"): covered = max(covered, int(size))
        changes = [0, 0] + [number for number, entry in enumerate(self.entries, 1) if "phase" in entry]
        check("A4", covered >= changes[-2], f"no checkpoint covers entry {changes[-2]}", "checkpoints")

    def look_at_files(self):
        """ "The bundle": what is there in this phase and what is not (C1, C2); acts are signed as the journal says."""
        for act in filter(None, self.acts.values()):
            right = None in act.signers or act.signers == act.signed
            check("C2", right, f"is signed by {act.signers}, the journal says {act.signed}", act.where)
        known = {"README.txt", "definition.yaml", "journal.jsonl"}
        known |= {f"acts/{e['act']:04d}-{e['kind']}.txt" for e in self.entries if e["type"] == "act.proposed"}
        known |= {f"reservations/{e['act']:04d}-{e['type'][4:]}-{e['member']}.txt" for e in self.entries if "act" in e and "note" in e}
        known |= {f"batches/{e['channel']}-{e['number']:06d}.txt" for e in self.entries if e["type"] == "urn.batch-announced"}
        known |= {f"trustees/{e['owner']:03d}-{e['checkpoint']:09d}.txt" for e in self.entries if "note" in e and "owner" in e}
        known |= {f"suspensions/{e['number']:04d}.txt" for e in self.entries if e["type"] == "urn.suspended"}
        happened = {e["kind"] if e["type"] == "act.effective" else e["type"] for e in self.entries}
        if "seal" in happened: known |= {"reserve-keys.json", f"{self.uuid}.bel"}
        # What stands beside ballots and result, from "The register" to "Time-stamps", this reader holds against the manifest only.
        beside = ("register.", "notices/", "minutes", "stamps/")
        if self.entries[0].get("format", 1) >= 3: known |= {name for name in self.files if name.startswith(beside)}
        shares = {name for name in self.files if name.startswith("shares/")}
        if "tally.result" in happened: known |= {"result.json", "result.csv", *shares}
        for name in sorted(known | set(self.files)):
            if name.startswith("checkpoints/"): continue
            number = "C2" if name.startswith(("acts/", "reservations/")) else "C1"
            check(number, name in self.files and name in known, "is missing, unknown to the journal, or there too early", name)
        check("K5", self.entries[0]["definition"] == self.definition, "is another than entry 1 says", "definition.yaml")

def main(arguments):
    if len(arguments) not in (1, 3) or len(arguments) == 3 and arguments[1] != "--authority":
        return print(__doc__, file=sys.stderr) or 2
    files = read_files(arguments[0])
    lines = files.get("journal.jsonl", b"").split(b"\n")
    check("I2", lines.pop() == b"" and lines, "is missing, or its last line has no end", "journal.jsonl")
    entries = []
    for number, line in enumerate(lines, 1):
        try: entries.append(read_entry(line))
        except (ValueError, KeyError, TypeError) as error: check("I2", False, error, f"journal entry {number}")
        else: check("I2", True, "", "")
    if entries and entries[0].get("format", 1) > 3: check("I2", False, "states a newer format than this reader knows", "journal entry 1")
    # Where an entry cannot be read, that is the fault, and nothing could be said of those after it.
    if lines and len(entries) == len(lines) and check("K1", "uuid" in entries[0], "is not the election's", "journal entry 1"):
        reader = Reader(files, lines, entries)
        if len(arguments) == 3:
            given = re.sub(r"[\s-]", "", arguments[2].removeprefix("sha256:")).lower()
            right = len(given) in (32, 64) and f"{reader.fingerprint}".startswith(f"sha256:{given}")
            check("A1", right, f"is {reader.fingerprint}", "authority")
    for number in sorted(COUNTS, key=lambda n: (n[0], int(n[1:]))): print(f"{number:<4}{COUNTS[number]:>7} looked at")
    print("not looked at: A5-A10 C3-C8 K6-K18 E1-E11 I4 I5; only in part: A3 C1 I1 I2 I3 K1 K2 K4 K5")
    for fault in FAULTS: print(fault)
    return 1 if FAULTS else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
