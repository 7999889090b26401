import { chooseRows } from "./choose";
import { listenToKeys } from "./keys";
import { offerMentions } from "./mentions";
import { insertTemplates } from "./templates";

chooseRows();
listenToKeys();
insertTemplates();
offerMentions();
