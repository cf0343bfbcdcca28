// Every page works without this file. What it adds is here, one behaviour a file.
import { registerWorker } from "./behaviours/worker.js";
import { signOutCleanly } from "./behaviours/sign_out.js";
import { keepFresh } from "./behaviours/refresh.js";
import { tellWhatFailed } from "./behaviours/failures.js";
import { fillFromFragment } from "./behaviours/fragment.js";
import { runDesk } from "./behaviours/desk.js";
import { offerPrint } from "./behaviours/print.js";
import { waitWithPeople } from "./behaviours/waiting.js";
import { keepReachable } from "./behaviours/phone.js";
import { showWhatWaits } from "./behaviours/queue.js";
import { offerReminders } from "./behaviours/reminders.js";
import { watchBoard } from "./behaviours/board.js";
import { letSharedPass } from "./behaviours/passing.js";

registerWorker();
signOutCleanly();
keepFresh();
tellWhatFailed();
fillFromFragment();
runDesk();
offerPrint();
waitWithPeople();
showWhatWaits();
offerReminders();
keepReachable();
watchBoard();
letSharedPass();
