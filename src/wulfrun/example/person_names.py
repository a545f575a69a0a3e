"""Invented people's names, as in a mixed English city: the common ones first."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WOMEN = _words(
    """
    Margaret Susan Elizabeth Patricia Sarah Catherine Jennifer Victoria Rebecca Samantha Jessica Christine
    Deborah Joanne Nicola Amanda Charlotte Emily Olivia Eleanor Abigail Dorothy Theresa Pamela Judith
    Valerie Priya Manjit Sunita Gurpreet Ayesha Fatima Zainab Kulvinder Harpreet Agnieszka Zofia
    Małgorzata Chantelle Shanice Precious Ngozi Chloë Zoë Siobhán Niamh Rhiannon Bronwen Yasmin Leila
    Jacqueline Alexandra Tracey
    """
)
MEN = _words(
    """
    David Michael Robert James William Thomas Christopher Andrew Stephen Anthony Richard Matthew Daniel
    Joseph Benjamin Nicholas Jonathan Edward Charles Alexander Samuel Peter Kenneth Raymond Ronald Terence
    Patrick Timothy Philip Gurdeep Harjit Amarjit Rajesh Sanjay Imran Mohammed Yusuf Tariq Bilal Piotr
    Krzysztof Tomasz Delroy Winston Leroy Kwame Emeka Seán Ciarán Gethin Rhodri Gregory Gerald Vincent
    Leonard Douglas
    """
)
SURNAMES = _words(
    """
    Smith Jones Singh Williams Taylor Kaur Brown Davies Evans Khan Patel Wilson Thomas Roberts Johnson
    Hussain Ahmed Robinson Thompson Wright Walker Hughes Edwards Sharma Begum Harrison Phillips Bradley
    Stevenson O'Connor O'Brien Fitzgerald Kowalski Nowak Wiśniewski Wójcik Campbell Grant-Ellis Okafor
    Mensah Adeyemi Henriques Gayle Sandhu Dhillon Gill Bains Chowdhury Rahman Iqbal Mahmood Whitehouse
    Millington Tranter Bagnall Pritchard Llewellyn Cadwallader Ap-Rhys Hartshorne Wolverson Fereday
    Tonkinson Attwood Beddoes Cartwright Dunkley Eccleston Fellows Guest-Hill Hadley Ingram Jevons
    Kendrick Lowbridge Mansell Norcott Onions Pargeter Quarmby Rowley Skidmore Timmins Upton Vaughan
    Westwood Yardley Zielinski Baptiste Charlemagne Desai Eriksson Ferreira Goncalves Haddad Ibrahim
    Jankowski Kiplagat Lewandowski Moyo Nguyen Osman Popescu
    """
)
