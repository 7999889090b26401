import { keepDrafts } from "./drafts";
import { openPictures, previewPhotos } from "./pictures";
import { sendOnce } from "./sending";

keepDrafts(Date.now);
previewPhotos();
openPictures();
sendOnce();
