"""Whom and what "it", "the sensor", "the lander", "the two" and the names of unknown bodies mean; where nobody is meant."""

from __future__ import annotations

import pytest

OSLO = "University of Oslo member_of CHANGE_7 current"

STATED = [
    # hardware keeps its makers
    ("The University of Oslo has built a dust detector. The detector will fly on Chang'e-7.", {OSLO}),
    ("A dust detector was designed by the University of Oslo. It will fly on Chang'e-7.", {OSLO}),
    ("The detector, which belongs to the University of Oslo, was tested. It will ride on Chang'e-7.", {OSLO}),
    ("The DUSTY detector was developed by the University of Oslo. DUSTY will travel on Chang'e-7.", {OSLO}),
    ("A first sensor of the University of Oslo was lost. The second one will fly on Chang'e-7.", {OSLO}),
    ("South Korea has a CubeSat. Its K-RadCube had been booked on Artemis II since May.", {"KOR member_of ARTEMIS_II current"}),
    # what a text is about, and what it only mentions
    (
        "Firefly has finished Blue Ghost Mission 2. Italy came to it after Chang'e-7 had failed. Oslo University has a sensor aboard.",
        {"Oslo University member_of BLUE_GHOST_2 current"},
    ),
    (
        "Griffin-1 will fly in July. The Rashid 2 rover is not on it. Australia's Fleet Space Technologies has a seismometer aboard.",
        {"Fleet Space member_of GRIFFIN_1 current"},
    ),
    # coalitions are joined, papers are signed
    ("Croatia has not signed the Artemis Accords. A sensor is being built for a CLPS mission. Slovenia joined in 2024.", {"SVN member_of ARTEMIS_ACCORDS current"}),
    ("Nigeria would not leave the Artemis Accords for the lunar station of China. Nigeria signed in December 2022.", {"NGA member_of ARTEMIS_ACCORDS current"}),
    ("Nigeria and Rwanda are Artemis signatories.", {"NGA member_of ARTEMIS_ACCORDS current", "RWA member_of ARTEMIS_ACCORDS current"}),
    # names of bodies that the lexicon lacks
    ("Hungary's Balaton Space Technologies left Griffin-1 in May.", {"Balaton Space Technologies member_of GRIFFIN_1 ended"}),
    ("The Federal University of Technology, Owerri, will supply a camera for Chang'e-8.", {"Federal University of Technology, Owerri member_of CHANGE_8 current"}),
    ("The universities of Bergen and Oulu will supply a camera for Chang'e-8.", {"University of Bergen member_of CHANGE_8 current", "University of Oulu member_of CHANGE_8 current"}),
    ("The Academy of Sciences of Ruritania and JAXA signed a memorandum on lunar dust.", {"Academy of Sciences of Ruritania cooperates_with JAXA current"}),
    # missions that are counted
    ("Thailand has a payload on the second Blue Ghost.", {"THA member_of BLUE_GHOST_2 current"}),
    ("The University of Bern will build a receiver for Intuitive Machines' fourth lander.", {"University of Bern member_of IM_4 current"}),
    ("Taipei-based Lunar Fields will build a receiver for Griffin Mission 2.", {"Lunar Fields member_of GRIFFIN_2 current"}),
    (
        "Astrobotic will fly a sensor of Peru on its next Griffin lander. Griffin Mission 2 is to be launched in 2027.",
        {"PER member_of GRIFFIN_2 current"},
    ),
    ("Sweden has a space agency. Its National Space Agency signed an agreement with NASA on a lunar sensor.", {"NASA cooperates_with SNSA current"}),
    # the whole of a part, the country of a body
    (
        "China wants the ILRS Cooperation Organisation to be founded this year. South Africa joined the station in 2023.",
        {"ZAF member_of ILRS current"},
    ),
    ("The Saudi Space Agency was pleased. The kingdom has signed the Artemis Accords.", {"SAU member_of ARTEMIS_ACCORDS current"}),
    # groups of two
    (
        "NASA and CONAE met on Monday. It rained. The hall was full. A choir sang. The two agencies signed an agreement on lunar dust.",
        {"CONAE cooperates_with NASA current"},
    ),
    ("Kuwait and Qatar have not signed the Artemis Accords. Doha is studying it. Neither belongs to the ILRS.", {"KWT member_of ILRS denied", "QAT member_of ILRS denied"}),
]  # fmt: skip

NOT_STATED = [
    # "it" may be the news, the agency, another detector
    ("JAXA has built a camera. NASA welcomed the news. It will fly on Artemis II.", "JAXA member_of ARTEMIS_II"),
    ("The University of Oslo was asked for a radar for Chang'e-7. It said no.", "University of Oslo member_of CHANGE_7 current"),
    ("The University of Oslo has built a dust detector. A camera was built too. The camera will fly on Chang'e-7.", "University of Oslo member_of CHANGE_7"),
    ("The University of Oslo has built a dust detector. The detector of Peru will fly on Chang'e-7.", "University of Oslo member_of CHANGE_7"),
    ("NASA's Lunar Prospector found ice. It will fly on Artemis II.", "NASA member_of ARTEMIS_II"),
    # stations on the ground
    ("The ILRS has ten members. BRIN cooperates with ISRO in the tracking station at Biak.", "BRIN member_of ILRS"),
    ("Egypt and South Africa voted. It rained. His choir sang with the Italian Space Agency. The agreement between the two governments on the Moon stands.", "EGY coop"),
    ("Firefly Aerospace's second lander contract is with Italy, which has a camera on it.", "ITA member_of BLUE_GHOST_2"),
    # two agencies, two countries
    ("The Saudi Space Agency met the Rwanda Space Agency. The country has signed the Artemis Accords.", "SAU member_of"),
    # King's College is no college of a king
    ("King's College London will supply a camera for Chang'e-8.", "College London member_of CHANGE_8"),
]  # fmt: skip

DIGEST = """1. Payload swap at Chandrayaan-4. ISRO replaced a drill part of the lander with one that weighs less than half. Launch is still meant for 2028.

2. An antenna from Taiwan. National Central University is building a radio receiver for somebody's fourth lander, and it expects to be done by May. Nobody objects.

3. Wheels in the sand. The Australian Space Agency tested rover tyres in the Simpson Desert on Wednesday, and it was hot out there. The tyres held."""


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_reference(told, text, expected):
    """What is said of "it", of a name or of a description is said of whoever that is."""
    assert expected <= told(text)


@pytest.mark.parametrize(("text", "unwanted"), NOT_STATED)
def test_no_reference(told, text, unwanted):
    """Where it is not clear who or what is meant, nothing is claimed."""
    assert not [claim for claim in told(text) if claim.startswith(unwanted)]


def test_items_of_a_digest(told):
    """In a digest the focus does not leak from one item to the next; a brief in numbered parts has one topic."""
    told_in_digest = told(DIGEST, title="Three things from this week")
    assert not [claim for claim in told_in_digest if claim.startswith("National Central University")]
    told_in_brief = told(DIGEST, title="A brief on Chandrayaan-4")
    assert [claim for claim in told_in_brief if claim.startswith("National Central University")]
