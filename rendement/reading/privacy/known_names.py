"""First names and surnames that many people bear: a small set of our own, and an object for larger sets.

Put together by hand from names that are common among old and young, of many backgrounds; no list of somebody
else was copied. What is also an everyday word, a month or a place counts as a name in the middle of a
sentence only, or not at all.
"""

from dataclasses import dataclass
from typing import Final

_FIRST: Final = """
Aad Aafke Aaltje Aart Abdel Abdelkader Abdullah Abraham Achmed Ada Adri Adriaan Adrie Agnes Ahmed Aicha
Aisha Albert Alberta Alex Alexander Ali Alice Alie Alida Amina Amir Andrea Andreas André Andries Anita
Anja Anke Anna Anne Annelies Anneke Annemarie Annemieke Annet Annie Anouk Ans Antje Anton Antoinette
Antoon Appie Arend Arie Arjan Arjen Arnold Arthur Aukje Ayse Ayşe Aziz Barbara Barend Bart Bas Bastiaan
Beatrix Bea Ben Benjamin Berend Bernadette Bernard Bert Berta Bertus Betsy Betty Bianca Bilal Bob Boris
Bouchra Bram Brenda Brigitte Caroline Carla Carolien Casper Catharina Cees Chantal Charlotte Chris
Christa Christel Christiaan Christina Cindy Clara Claudia Coby Connie Conny Cor Corine Corinne Corrie
Cornelia Cornelis Corry Daan Danielle Daniël Danny David Debby Dennis Derk Diana Dick Diederik Dik Dineke
Dirk Ditte Doortje Dorien Douwe Driss Eddy Edith Edwin Eef Eefje Eelco Elisabeth Ellen Elly Els Elsbeth
Emiel Emma Engelina Erica Erik Erwin Esra Esther Eva Evelien Evert Fadime Fatiha Fatima Fatma Femke Fenna
Ferdinand Ferry Floor Floris Frans Fred Freek Frida Frits Froukje Gea Geert Geertje Geertruida Gerard
Gerda Gerrie Gerrit Gert Gerben Gijs Gijsbert Gina Gonda Grietje Guus Habib Hajar Halima Hamid Hanna
Hannah Hanneke Hannie Hans Harm Harmen Harrie Harry Hasan Hassan Heidi Hein Heleen Helena Henk Hendrik
Hendrika Henny Henriëtte Herman Hester Hilda Hilde Hugo Huub Ibrahim Ida Ilse Imane Ina Ineke Ine Inge
Ingrid Irene Iris Irma Isa Ismail Jaap Jacco Jack Jacob Jacoba Jacqueline Jacques Jamila Jan Janna
Janneke Jannes Jannie Jans Jantje Janny Jasper Jeannette Jelle Jenny Jeroen Jesse Jessica Jetske Jetty
Jim Jo Joanne Jochem Joep Johan Johanna Johannes John Joke Jolanda Jolanthe Joop Joost Jopie Joris Jos
Josephine Judith Julia Jurgen Jurriaan Kadir Karel Karim Karin Karlijn Katja Kees Kemal Kevin Khadija
Khalid Kim Klaas Klaasje Koen Koos Kristel Laila Lars Latifa Laura Leen Leendert Leila Lena Lenie Lennart
Leo Leon Leonie Lia Lianne Lien Lieke Lies Liesbeth Linda Lisa Loek Loes Lotte Louis Louise Lourens Lucas
Lucia Luuk Lydia Maaike Maarten Maartje Malika Manon Marc Marcel Margot Margreet Margriet Maria Marian
Marianne Marieke Marietje Marije Marijke Marinus Marion Marit Marja Marjan Marjolein Marleen Marloes
Marlies Martijn Martin Martina Martine Maryam Mathilde Maurits Melissa Mehmet Menno Merel Meryem Michael
Michel Michiel Mieke Mien Miep Mies Mina Miranda Mireille Mirjam Mohamed Mohammed Moniek Monique Mourad
Mustafa Nadia Naima Nancy Natasja Neeltje Nel Nelleke Nellie Nelly Nico Nicole Niek Niels Nienke Nina
Noor Noortje Nora Olga Omar Onno Oscar Osman Otto Patricia Patrick Paul Paula Paulien Peggy Peter Petra
Piet Pieter Pieternella Pietje Pim Rachid Ramona Ramazan Rob Robbert Robert Robin Roel Roelof Roland Rolf
Ron Ronald Roos Rosa Rosita Roy Ruben Rudi Rudolf Ruud Sabine Saida Salima Samira Sander Sandra Sanne
Sara Sarah Saskia Selma Serdar Sevda Sharon Siebe Siem Sietske Simon Simone Sjaak Sjaan Sjef Sjoerd Sjors
Sofie Sonja Stef Stefan Steven Stijn Suzanne Sven Sylvia Tamara Tanja Teun Teunis Theo Theodora Thea
Thijs Thomas Tiny Tim Tineke Tjeerd Toine Ton Tonny Toos Trees Trijntje Truus Ursula Vera Veronique
Victor Vincent Wendy Wessel Wiebe Wil Wilhelmina Willeke Willem Willemien Willy Wilma Wim Wouter Yasmina
Youssef Yusuf Yvonne Zahra Zeynep Ria Riet Rietje Rita Rinus Riny Renate Renée Remco René Rene Reinier
Rens Rik Richard Rick Roelie Rosalie Sjaantje Dina Dini Diny Dora Door Fenny Fien Gré Greet Greta Griet
Hennie Ietje Jeanne Jet Koba Leny Lida Lidy Lucie Magda Map Marga Mary Nanda Rika Sien Tilly Toon Wies
Wout Xander Arno Aron Dave Denise Emre Farid Fouad Hakim Hatice Hicham Houda Ilham Ikram Jayden Kaya
Lamyae Levi Liam Lina Luca Milan Mila Murat Najat Noah Nour Rania Sem Soufiane Tess Yassin Zakaria Anwar
Yara Olena Oksana Iryna Andriy Oleksandr Natalia Svetlana Olha Dmytro Agnieszka Katarzyna Piotr Krzysztof
Tomasz Mark Bo Sam Max Mariusz Ewa Malgorzata Tesfay Selam Abebe Amanuel Fadi Rami Nasser Yasser Mahmoud
Hussein Mariam Noura
"""
_LAST: Final = """
Aalbers Aarts Adriaanse Akkerman Albers Appelman Baars Baas Backer Bakker Bakx Barends Bartels Beekman
Beek Bergsma Berg Beukers Bijl Blok Blokland Boer Boers Bogaard Bolt Boogaard Boon Bos Bosch Bosman Braam
Brand Brands Brink Broek Brouwer Brouwers Bruijn Bruin Buijs Burger Buis Claassen Coenen Cornelisse
Cornelissen Daalen Damen Deen Dekker Dekkers Dijk Dijkgraaf Dijkhuizen Dijkman Dijkstra Driessen Doorn
Dorst Drost Duijn Eijk Engelen Evers Faber Franken Geerts Gerritsen Giesen Goossens Graaf Groen Groot
Groothuis Haan Haas Hagen Hartman Heijden Heijmans Hendriks Hendrix Hermans Hoek Hoekstra Hofman Hofstra
Hoogland Horst Hout Huisman Huizinga Hulst Jacobs Jager Jansen Janssen Janssens Jong Jonge Jonker Kaya
Kamp Keijzer Klein Kok Kolk Koning Koopman Kooij Koster Kraaij Kramer Kroon Kuijpers Kuiper Kuipers Lange
Leeuw Leeuwen Linden Loon Maas Martens Meer Meijer Mulder Meulen Molenaar Mol Nijland Nijhuis Nguyen
Noort Oosterhuis Ooms Otten Peeters Peters Pieters Pol Poot Post Postma Prins Pronk Rijn Roos Ruiter
Roelofs Schaap Scholten Schouten Schipper Schrijver Simons Singh Slot Smeets Smit Smits Snijders Spaans
Steen Sterk Swart Timmer Timmermans Timmerman Unal Veen Veenstra Velde Velden Verbeek Verhagen
Verhoef Verhoeven Vermeer Vermeulen Verschoor Verweij Vink Visser Vliet Vonk Vos Vries Vroom Wal Waard
Wagenaar Weert Westerhof Wiersma Wijnands Wilde Willems Winter Wit Witte Wolf Wolters Wouters
Yildirim Yilmaz Yıldız Zanten Zijlstra Zwart Zwarts Amrani Aydin Demir Çelik Şahin Öztürk Bouzid Haddad
Idrissi Kaddouri Ouali Tahiri Ahmadi Hosseini Pinas Kartosen Ramdin
"""
_EVERYDAY: Final = """
Ben Bo Door Floor Greet Ine Jans Jet Jo Lies Map Mark Max Merel Mies Noor Rob Roos Sam Sem Tiny Ton Toon
Trees Wies Wil Leen Lien Els Cor Nel Rosa Robin Bob Wout Victor Oscar Otto
"""
EVERYDAY: Final = frozenset(_EVERYDAY.split())
"""Also something else: no name in itself at the start of a sentence, nor in a code."""


@dataclass(frozen=True)
class KnownNames:
    """First names and surnames, as they are written and in small letters."""

    first: frozenset[str]
    last: frozenset[str]
    last_low: frozenset[str]
    alone: frozenset[str] = frozenset()
    """The surnames that are somebody with a capital within a sentence, without a first name before them."""


def known(first: frozenset[str], last: frozenset[str], alone: frozenset[str] = frozenset()) -> KnownNames:
    """A set of names with what follows from it."""
    return KnownNames(first, last, frozenset(name.lower() for name in last), alone)


COMMON: Final = known(frozenset(_FIRST.split()), frozenset(_LAST.split()))
"""What every reading knows."""
