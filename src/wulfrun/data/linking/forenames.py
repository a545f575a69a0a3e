"""Short forms of forenames, so that Bob and Robert may be one person; and how a name sounds."""

_FORMS = """
ABIGAIL ABBIE ABBY GAIL; ALAN ALLAN ALLEN AL; ALBERT BERT BERTIE; ALEXANDER ALEX SANDY ALEC;
ALEXANDRA LEXI SANDRA; ALFRED ALF ALFIE FRED; AMANDA MANDY; ANDREW ANDY DREW; ANNE ANN ANNIE ANNA;
ANTHONY TONY ANTONY; ARTHUR ART ARTIE; BENJAMIN BEN BENNY;
CATHERINE KATHERINE KATE KATIE CATH KATH CATHY KATHY;
CHARLES CHARLIE CHAS CHUCK; CHARLOTTE LOTTIE; CHRISTINE CHRISSIE TINA; CHRISTOPHER CHRIS KIT;
CLIFFORD CLIFF; DANIEL DAN DANNY; DAVID DAVE DAVEY; DEBORAH DEBBIE DEBRA DEB; DEREK DEL;
DONALD DON DONNIE; DOROTHY DOT DOTTIE; DOUGLAS DOUG; EDWARD ED EDDIE NED TED TEDDY; ELEANOR ELLIE NELL NELLIE;
ELIZABETH LIZ LIZZIE BETH BETTY LISA LIBBY ELIZA; EMILY EM EMMIE; FRANCES FRAN FRANNIE; FRANCIS FRANK FRANKIE;
FREDERICK FREDDIE FREDDY; GEOFFREY GEOFF JEFFREY JEFF; GERALD GERRY; GRAHAM GRAEME; GREGORY GREG;
HAROLD HARRY HAL; HENRY HANK; IRENE RENE; ISABELLA ISABEL BELLA IZZY; JACOB JAKE; JACQUELINE JACKIE JACQUI;
JAMES JIM JIMMY JAMIE; JANE JANIE; JANET JAN; JENNIFER JEN JENNY JENNA; JESSICA JESS JESSIE; JOANNE JO JOANNA;
JOHN JACK JOHNNY JON; JONATHAN JONNY JONATHON; JOSEPH JOE JOEY; JOSHUA JOSH; JUDITH JUDY; KENNETH KEN KENNY;
LAURENCE LAWRENCE LARRY; LAWRENCE LAURIE; LEONARD LEN LENNY; LESLIE LES; MARGARET MAGGIE PEGGY MEG MARGE RITA;
MARTIN MARTYN MARTY; MATTHEW MATT; MICHAEL MIKE MICK MICKEY MICKY;
MOHAMMED MOHAMMAD MUHAMMAD MOHAMED MUHAMMED MO;
NATHAN NATE; NICHOLAS NICK NICKY NICOLAS; NICOLA NIKKI NIKI; OLIVER OLLIE; OLIVIA LIV LIVVY; PAMELA PAM;
PATRICIA PAT TRISH PATSY TRICIA; PATRICK PADDY RICK; PAUL PAULIE; PETER PETE; PHILIP PHIL PHILLIP PIP;
RAYMOND RAY; REBECCA BECKY BECCA BEX; RICHARD DICK RICH RICHIE RICKY; ROBERT BOB BOBBY ROB ROBBIE BERTY;
RONALD RON RONNIE; SAMANTHA SAM SAMMY; SAMUEL SAMMIE; SARAH SARA SADIE SALLY; SIDNEY SID SYDNEY; SIMON SI;
STANLEY STAN; STEPHEN STEVE STEVEN STEVIE; STUART STEWART STU; SUSAN SUE SUSIE SUZANNE SUZIE;
TERENCE TERRY TEL;
THERESA TERESA TESS TESSA; THOMAS TOM TOMMY; TIMOTHY TIM TIMMY; VALERIE VAL; VERONICA RONI; VICTOR VIC;
VICTORIA VICKY VICKI TORI; VINCENT VINNIE VINCE; WALTER WALT WALLY; WILLIAM BILL BILLY WILL WILLY WILLIE;
ZACHARY ZAC ZACK ZAK
"""
_FORMAL: dict[str, str] = {}
for _line in _FORMS.split(";"):
    _first, *_others = _line.split()
    for _each in (_first, *_others):
        _FORMAL.setdefault(_each, _first)
_CODES = {
    letter: code
    for code, letters in enumerate(("BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"), 1)
    for letter in letters
}


def formal(forename: str) -> str:
    """The full form of the first forename; a name that is no known short form is its own.

    >>> formal("BOB"), formal("ROBERT JAMES"), formal("AYESHA")
    ('ROBERT', 'ROBERT', 'AYESHA')
    """
    first = forename.split()[0] if forename else ""
    return _FORMAL.get(first, first)


def short_forms() -> dict[str, tuple[str, ...]]:
    """The short forms of each full form, for whoever has to invent people."""
    found: dict[str, list[str]] = {}
    for short, full in _FORMAL.items():
        if short != full:
            found.setdefault(full, []).append(short)
    return {full: tuple(short) for full, short in found.items()}


def sound(surname: str) -> str:
    """American Soundex of a name (National Archives, 2007): H and W do not part equal codes, vowels do.

    >>> [sound(each) for each in ("ROBERT", "RUPERT", "ASHCRAFT", "TYMCZAK", "PFISTER", "HONEYMAN")]
    ['R163', 'R163', 'A261', 'T522', 'P236', 'H555']
    """
    letters = [letter for letter in surname if "A" <= letter <= "Z"]
    if not letters:
        return ""
    code, last = letters[0], _CODES.get(letters[0], 0)
    for letter in letters[1:]:
        found = _CODES.get(letter, 0)
        if found and found != last:
            code += str(found)
        if letter not in "HW":
            last = found
    return (code + "000")[:4]
