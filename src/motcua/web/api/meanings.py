"""What each act does, for who reads the description of the API."""

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "receive_dossier": "The desk takes the application in: code, register number, due moment, form 01. The clock runs.",
    "refuse_dossier": "The desk does not take it: why, by which rule, who is competent instead (form 03).",
    "request_supplement": "Ask once for everything that is missing (form 02); the clock stands still until the answer.",
    "request_consent": "Wish to ask once more: the list and its reason go to the leaders; the clock runs.",
    "consent_to_supplement": "A leader who holds the case asks once more at once; the case counts late.",
    "supplement_dossier": "Hand in what was asked for: stored files by requirement, a written answer, or both.",
    "transfer_step": "The step is done: the case goes to whoever has the next one, or a chosen conditional one.",
    "return_step": "Back to the step before, with what to mend.",
    "assign_dossier": "Another post of the competent unit works the case; a leader so fetches it from another agency.",
    "reseat_dossier": "What waits at a post waits at another one; for who leads the unit of the post that is left.",
    "ask_opinion": "A question to another body while the work goes on; the clock runs.",
    "forward_to_agency": "Another body holds the whole case until it gives it back; the clock runs.",
    "return_from_agency": "The other body gives the case back with its answer.",
    "request_payment": "The case waits until the fee is paid; the clock stands still.",
    "record_payment": "The money is in, to the dong; a case that waited for it goes on.",
    "suspend_dossier": "The case stands still for a named reason, until the day to look again at the latest.",
    "resume_dossier": "The clock goes on with the time that was left.",
    "request_extension": "Ask the leader for a new date, one wish at a time.",
    "apologise": "A leader tells the applicant the one new date that may be set, with an apology (form 04).",
    "present_result": "Lay the result before the leader: a file, words or paper, or rejected with reason and ground.",
    "approve_result": "The leader decides as drafted: the result is issued and goes to the desk.",
    "reject_dossier": "The leader declines on the merits: a numbered letter with reason and ground.",
    "attach_result": "The desk adds the scan of a result that was issued on paper or in words.",
    "return_result": "The result reaches its person, with proof of who took it; the case is closed.",
    "withdraw_dossier": "On the applicant's wish, while nothing is decided (form 05).",
    "stop_dossier": "The office stops for a lawful reason (form 05).",
    "add_note": "A remark inside the office; the applicant does not see it.",
    "rate_service": "The applicant says how they were served, once.",
}
