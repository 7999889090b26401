import { offerChoices } from "./choices";
import { keepDrafts } from "./drafts";
import { openPictures, previewPhotos } from "./pictures";
import { findPlaces } from "./places";
import { sendWithinReach } from "./reach";
import { sendOnce } from "./sending";
import { suggestClasses } from "./suggest";
import { countTaps } from "./taps";

keepDrafts(Date.now);
previewPhotos();
openPictures();
sendWithinReach();
sendOnce();
suggestClasses();
findPlaces();
offerChoices();
countTaps();
