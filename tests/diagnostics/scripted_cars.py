"""A scripted car: an engine unit that tells everything, and brakes that want to be asked in the extended session."""

from ecu_stage import Unit, hexed

VIN = "5756575A5A5A314B5A4157303030313233"
#: PIDs 01, 05, 0C, 0D, 20; 21, 31, 40; 42. A misfire with its frame, a pending and a permanent code.
ENGINE = {
    "0100": "410088180001",
    "0120": "412080008001",
    "0140": "414040000000",
    "0101": "410181076504",
    "0105": "410582",
    "010C": "410C1AF8",
    "010D": "410D00",
    "0121": "41210064",
    "0131": "41310032",
    "0142": "41423458",
    "03": "43010301",
    "07": "47020301C100",
    "0A": "4A010420",
    "04": "44",
    "0900": "490054400000",
    "0902": f"490201{VIN}",
    "0904": "490401" + "41424331323300000000000000000000",
    "0906": "490601DEADBEEF",
    "090A": "490A01" + b"ECM\0-EngineControl\0\0".hex(),
    "020200": "4202000301",
    "020000": "42000058180000",
    "020400": "42040080",
    "020500": "42050082",
    "020C00": "420C001AF8",
    "020D00": "420D0032",
    "3E00": "7E00",
    "19028D": "5902FF0301002FC1008708",
    "1904030100FF": "5904030100" + "2F" + "0101F4050A",
    "1906030100FF": "5906030100" + "2F" + "0105",
    "1904C10087FF": "7F1931",
    "1906C10087FF": "7F1931",
    "14FFFFFF": "54",
}
#: Tells values and codes by UDS in the extended session only.
BRAKES = {
    "3E00": "7E00",
    "19028D": ("7F197F",),
    "1003": "5003003201F4",
    "1001": "5001003201F4",
    "22F190": f"62F190{VIN}",
    "22F188": "62F188" + b"ABS 1.2".hex(),
    "22F197": "7F2231",
    "14FFFFFF": "7F1422",
}


def car() -> tuple[Unit, Unit]:
    return Unit(0x7E8, hexed(dict(ENGINE))), Unit(0x7EA, hexed(dict(BRAKES)))
