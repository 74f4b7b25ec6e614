"""Who contributes what to which mission, station or programme; what only looks so."""

from __future__ import annotations

import pytest

LUPEX = "LUPEX will look for water. "
EIGHT = "Chang'e-8 will fly in 2029. "
GATEWAY = "Gateway is to circle the Moon. "
MOONLIGHT = "Moonlight will guide landers. "

STATED = [
    (LUPEX + "The rover comes from Mitsubishi Heavy Industries.", {"Mitsubishi Heavy Industries member_of LUPEX current"}),
    (LUPEX + "The drill comes from the Open University.", {"Open University member_of LUPEX current"}),
    (LUPEX + "A spectrometer will be supplied by NASA.", {"NASA member_of LUPEX current"}),
    (LUPEX + "There are seven instruments. Two are contributed by ESA and by NASA.", {"ESA member_of LUPEX current", "NASA member_of LUPEX current"}),
    (LUPEX + "Godrej Aerospace and Larsen & Toubro will deliver the valves.", {"Larsen & Toubro member_of LUPEX current"}),
    (LUPEX + "Mitsubishi Heavy Industries assembles the chassis.", {"Mitsubishi Heavy Industries member_of LUPEX current"}),
    (LUPEX + "CNES withdrew its radar in May.", {"CNES member_of LUPEX ended"}),
    (LUPEX + "A camera offered by Romania was rejected.", {"ROU member_of LUPEX denied"}),
    (LUPEX + "JAXA, which had offered a seismometer, lost out.", {"JAXA member_of LUPEX denied"}),
    (LUPEX + "Kyoto University missed out.", {"Kyoto University member_of LUPEX denied"}),
    (LUPEX + "KASA may provide a relay link.", {"KASA member_of LUPEX planned"}),
    (LUPEX + "The magnetometer is the work of Kyoto University.", {"Kyoto University member_of LUPEX current"}),
    (LUPEX + "Tohoku University has cancelled its detector.", {"Tohoku University member_of LUPEX ended"}),
    (EIGHT + "SUPARCO will build the rover.", {"SUPARCO member_of CHANGE_8 current"}),
    (EIGHT + "The rover is being built by SUPARCO.", {"SUPARCO member_of CHANGE_8 current"}),
    (EIGHT + "The remaining slot went to Kiel University.", {"Kiel University member_of CHANGE_8 current"}),
    (EIGHT + "One berth fell to the University of Bern.", {"University of Bern member_of CHANGE_8 current"}),
    (EIGHT + "Kiel University was given a slot.", {"Kiel University member_of CHANGE_8 current"}),
    (EIGHT + "It takes six payloads. Thailand and Italy were each awarded one.", {"THA member_of CHANGE_8 current", "ITA member_of CHANGE_8 current"}),
    (EIGHT + "SUPARCO has booked a berth.", {"SUPARCO member_of CHANGE_8 current"}),
    (EIGHT + "Mahidol University will send a detector.", {"Mahidol University member_of CHANGE_8 current"}),
    (EIGHT + "A seismometer from the University of Cape Town was among the losers.", {"University of Cape Town member_of CHANGE_8 denied"}),
    (EIGHT + "A detector from Thailand was selected.", {"THA member_of CHANGE_8 current"}),
    (EIGHT + "The radiation probe was the property of Macau University of Science and Technology.", {"Macau University of Science and Technology member_of CHANGE_8 current"}),
    (GATEWAY + "The airlock is in the hands of MBRSC.", {"MBRSC member_of GATEWAY current"}),
    (GATEWAY + "The arm is the responsibility of the Canadian Space Agency.", {"CSA member_of GATEWAY current"}),
    (GATEWAY + "The robotic arm is the contribution of the Canadian Space Agency.", {"CSA member_of GATEWAY current"}),
    ("MBRSC owes Gateway an airlock.", {"MBRSC member_of GATEWAY current"}),
    ("Norway pays into Moonlight.", {"NOR member_of MOONLIGHT current"}),
    ("The rover of MBRSC is manifested on Blue Ghost.", {"MBRSC member_of BLUE_GHOST current"}),
    ("A camera from Kiel University is mounted on Chang'e-8.", {"Kiel University member_of CHANGE_8 current"}),
    ("OHB pulled its beacon off Chang'e-8.", {"OHB member_of CHANGE_8 ended"}),
    ("CNES took back its detector from Chang'e-8.", {"CNES member_of CHANGE_8 ended"}),
    ("The camera of CNES goes to Chang'e-8.", {"CNES member_of CHANGE_8 current"}),
    ("CONAE is building a CubeSat that will hitch a ride on Artemis II.", {"CONAE member_of ARTEMIS_II current"}),
    ("Chang'e-8 has a camera from Italy on the manifest.", {"ITA member_of CHANGE_8 current"}),
    ("Blue Ghost will fly again. The rover belongs to MBRSC.", {"MBRSC member_of BLUE_GHOST current"}),
    ("AYAP-1 will hit the Moon. DeltaV Space Technologies supplies the engine.", {"DeltaV Space Technologies member_of AYAP_1 current"}),
    ("Lunar Pathfinder is a relay satellite. The delivery was awarded to Firefly Aerospace.", {"Firefly Aerospace member_of LUNAR_PATHFINDER current"}),
    ("ESA signed a contract with Telespazio for Moonlight.", {"Telespazio member_of MOONLIGHT current", "ESA cooperates_with Telespazio current"}),
    ("Telespazio won a contract for Moonlight.", {"Telespazio member_of MOONLIGHT current"}),
    (MOONLIGHT + "ESA signed the main contract with Telespazio.", {"Telespazio member_of MOONLIGHT current"}),
    (MOONLIGHT + "Telespazio has subcontracted work to Viasat and Hispasat.", {"Viasat member_of MOONLIGHT current", "Hispasat cooperates_with Telespazio current"}),
    (MOONLIGHT + "Telespazio acts as prime contractor.", {"Telespazio member_of MOONLIGHT current"}),
    (MOONLIGHT + "Viasat was handed the order.", {"Viasat member_of MOONLIGHT current"}),
    (MOONLIGHT + "The second order went to Viasat.", {"Viasat member_of MOONLIGHT current"}),
    ("Avio is under contract to OHB System for the valves.", {"Avio cooperates_with OHB System current"}),
    ("Qascom has been retained by Telespazio for the receivers.", {"Qascom cooperates_with Telespazio current"}),
    ("Argonaut will carry cargo. Nammo UK will supply the engine as a subcontractor of Thales Alenia Space UK.", {"Nammo UK member_of ARGONAUT current", "Nammo UK cooperates_with Thales Alenia Space UK current"}),
]  # fmt: skip

SILENT = [
    LUPEX + "The visitors come from Mitsubishi Heavy Industries.",
    LUPEX + "NASA will supply a report.",
    LUPEX + "A letter offered by Romania was rejected.",
    LUPEX + "CNES withdrew its complaint.",
    LUPEX + "The blame fell to JAXA.",
    LUPEX + "The decision is in the hands of CNES.",
    LUPEX + "A satellite made by Kyoto University stands in a museum.",
    LUPEX + "Will the drill come from Italy?",
    LUPEX + "Kyoto University will build a library.",
    LUPEX + "Honda makes cars.",
    LUPEX + "If CNES supplies the camera, others will follow.",
    EIGHT + "SUPARCO has secured a loan.",
    EIGHT + "SUPARCO has a stake in the matter.",
    EIGHT + "The prize went to Kiel University.",
    EIGHT + "Kiel University was given a warning.",
    EIGHT + "SUPARCO will send its greetings.",
    EIGHT + "A hymn from Thailand was selected.",
    EIGHT + "A picture from Peru was among the losers.",
    EIGHT + "The museum belongs to Kiel University.",
    EIGHT + "The book is the work of Kiel University.",
    GATEWAY + "The contribution of the Canadian Space Agency was praised.",
    MOONLIGHT + "Telespazio met the prime contractor.",
    MOONLIGHT + "Telespazio acts as sponsor.",
    MOONLIGHT + "The medal was handed to Viasat.",
    MOONLIGHT + "Peru read a contract.",
    "OHB pulled its advert off Chang'e-8.",
    "The flag of MBRSC is mounted on Blue Ghost.",
    "The letter of CNES goes to Chang'e-8.",
    "Chang'e-8 has fans from Italy to Peru.",
    "Avio is under pressure from OHB System.",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_contribution(told, text, expected):
    """A supplier, owner or contractor is read with the mission that the text ties it to."""
    assert expected <= told(text)


@pytest.mark.parametrize("text", SILENT)
def test_no_contribution(told, text):
    """What is no hardware, no place and no order makes nobody a contributor."""
    assert told(text) == set()
