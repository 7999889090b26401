namespace CivicLoop.Domain.People;

/// <summary>What code asks for. Roles are data: a named set of these, given to a post within a
/// scope. </summary>
public enum Permission
{
    /// <summary>Anyone, signed in or not.</summary>
    Anyone,

    /// <summary>The one who reported this very case, known by the secret link of the
    /// report.</summary>
    OwnReport,

    CaseSee,
    CaseSeeContact,
    CaseReport,
    CaseAccept,
    CaseVerify,
    CaseDispatch,
    CaseAdjudicate,
    CaseRectify,
    CaseApprove,
    CaseCheck,
    CaseClose,
    CaseReopen,
    CaseUrge,
    CaseSupervise,
    CaseMerge,
    CaseEdit,
    CaseNote,
    CaseRelease,
    ImportHistory,

    EvaluationSee,

    OrganizationEdit,
    CatalogueEdit,
    CalendarEdit,
    RoutingEdit,

    /// <summary>Editions of the assessment system and the city's standing.</summary>
    StandardEdit,

    /// <summary>The register of sites.</summary>
    SiteEdit,

    /// <summary>Who answers for what: sets, ends and hands over duties.</summary>
    DutyEdit,

    /// <summary>Claims or answers in a dispute about a duty, for one's own unit.</summary>
    DutyClaim,

    /// <summary>Rules on disputes about duties.</summary>
    DisputeRule,

    /// <summary>Writes and hands in the materials of one's own unit.</summary>
    MaterialWrite,

    /// <summary>Asks for materials, says who writes them by when, reviews them.</summary>
    MaterialReview,

    /// <summary>Signs materials off for the dossier.</summary>
    MaterialSign,

    /// <summary>Control lines, permits, projects and temporary stalls.</summary>
    PlanningEdit,

    /// <summary>Excepts what does not fit the plan by a document, or records it as put right.
    /// </summary>
    PlanningDecide,

    /// <summary>Members of command bodies and the criteria they watch.</summary>
    CommandEdit,

    /// <summary>Makes inspection plans.</summary>
    InspectionPlan,

    /// <summary>Fixes, draws and reveals the sites of a plan.</summary>
    InspectionDraw,

    /// <summary>Is sent to sites and visits them.</summary>
    InspectionVisit,

    /// <summary>Reads the results of visits that are over.</summary>
    InspectionRead,

    /// <summary>Keeps the beats of patrols and plans them.</summary>
    PatrolKeep,

    /// <summary>Food operators, their grades and records, and the rules of grading.</summary>
    FoodKeep,

    /// <summary>The model of the monthly score of markets.</summary>
    MarketKeep,

    /// <summary>Walks the beats of one's own unit and says what was seen.</summary>
    PatrolWork,
    /// <summary>What scores are made of: cards, trees and weights.</summary>
    ScorecardEdit,

    /// <summary>Publishes the scores of a period.</summary>
    ScorePublish,

    /// <summary>Enters figures of statistics and service ratings: the city's office all of them,
    /// a unit those it leads.</summary>
    StatisticEnter,

    /// <summary>Confirms figures another body entered, or sends them back.</summary>
    StatisticConfirm,

    /// <summary>Contests a score of one's own unit.</summary>
    ScoreAppeal,

    /// <summary>Rules on appeals against scores.</summary>
    ScoreRule,

    /// <summary>Opens the appraisal of a year, sets and judges targets, deducts and commends, fixes
    /// the final list.</summary>
    AppraisalKeep,

    /// <summary>Assesses one's own unit and answers deductions.</summary>
    AppraisalWork,

    /// <summary>Signs the sheet of one's own unit, or objects.</summary>
    AppraisalSign,

    /// <summary>Decomposes criteria to tasks, publishes plans, confirms what was done.</summary>
    TaskPlan,

    /// <summary>Works on the tasks of one's own unit.</summary>
    TaskWork,

    /// <summary>Writes bulletins and publishes what was approved.</summary>
    BulletinEdit,

    /// <summary>Approves bulletins others wrote, sends them back, withdraws them.</summary>
    BulletinApprove,

    /// <summary>Sends reminder letters and supervision orders, and judges the answers.</summary>
    LetterIssue,

    /// <summary>Answers letters to one's own unit.</summary>
    LetterAnswer,

    /// <summary>Writes questionnaires, makes invitation codes, begins and ends surveys.</summary>
    SurveyEdit,

    /// <summary>Asks residents and enters what they answer.</summary>
    SurveyInterview,

    /// <summary>Issues directives of one's own command body and judges the results.</summary>
    DirectiveIssue,

    /// <summary>Acknowledges directives to one's own unit, hands them on, reports.</summary>
    DirectiveWork,

    /// <summary>Keeps the duty desk of one's own command body and its log.</summary>
    DeskKeep,

    /// <summary>Sets the limits of a week and answers objections.</summary>
    BurdenKeep,

    /// <summary>System duty: settings, backup, keys of other systems.</summary>
    SystemKeep,

    /// <summary>Security duty: accounts, roles, posts.</summary>
    SecurityKeep,

    /// <summary>Audit duty: reads the journal and proves it; can change nothing.</summary>
    AuditRead,
}
