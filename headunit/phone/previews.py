"""Example states of the phone pane."""

from headunit.phone.selection import Selection
from headunit.phone.state import (
    Adapter,
    Call,
    CallPhase,
    CallsState,
    Contact,
    Device,
    DevicesState,
    Pairing,
    PairingStep,
)
from headunit.presentation.pane import Preview
from headunit.safety.state import Driving, SafetyState

_PARKED, _MOVING = SafetyState(Driving.PARKED), SafetyState(Driving.MOVING)
_ANN = Device("AA:BB:CC:DD:EE:01", "Ann's phone", True, Contact.CONNECTED, in_use=True, battery=0.62, signal=0.8)
_WORK = Device(
    "AA:BB:CC:DD:EE:02", "Work", True, Contact.AWAY, fault="The phone is not in reach, or its Bluetooth is off"
)
_PHONES = DevicesState(Adapter.ON, (_ANN, _WORK))
_FOUND = Device("AA:BB:CC:DD:EE:03", "Pixel 12")
_TALK = Call("1", "+49301234567", "Claude Debussy", CallPhase.ACTIVE, answered=0.0)
_HELD = Call("2", "+4233884444", "茉莉", CallPhase.HELD, answered=0.0)
_RINGS = Call("3", "+4233884444", "茉莉", CallPhase.INCOMING)

PREVIEWS = [
    Preview("keypad", (_PARKED, _PHONES, Selection("keypad", digits="+42338844"))),
    Preview("emergency", (_MOVING, DevicesState(Adapter.ON, (_WORK,)), Selection("keypad", asked="emergency"))),
    Preview("phones", (_PARKED, _PHONES, Selection("phones"))),
    Preview(
        "pairing",
        (
            _PARKED,
            DevicesState(
                Adapter.SEARCHING,
                (_ANN,),
                (_FOUND,),
                Pairing(_FOUND.address, _FOUND.name, PairingStep.COMPARE, "493027"),
            ),
            Selection("phones"),
        ),
    ),
    Preview("none", (_MOVING, DevicesState(), Selection("phones"))),
    Preview("talking", (_MOVING, _PHONES, CallsState((_TALK, _HELD), muted=True))),
    Preview("tones", (_PARKED, _PHONES, CallsState((_TALK,)), Selection(tones=True))),
    Preview("ringing", (_MOVING, _PHONES, CallsState((_RINGS,)), Selection("keypad"))),
]
