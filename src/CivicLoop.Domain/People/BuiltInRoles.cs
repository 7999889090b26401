using static CivicLoop.Domain.People.Permission;

namespace CivicLoop.Domain.People;

/// <summary>The roles a new city starts with; from then on they are the city's own data.</summary>
public static class BuiltInRoles
{
    public const string SecurityKeeper = "security-keeper";
    public const string Handler = "handler";

    public static IReadOnlyList<Role> All { get; } =
    [
        City("reception", "受理员", "Reception clerk",
            CaseSee, CaseSeeContact, CaseReport, CaseAccept, CaseMerge, CaseEdit, CaseNote,
            CaseRelease, SurveyInterview),
        City("dispatcher", "派遣员", "Dispatcher",
            CaseSee, CaseDispatch, CaseAdjudicate, CaseApprove, CaseUrge, CaseEdit, CaseNote,
            DutyClaim),
        Line(Handler, "处置人员", "Handler", CaseSee, CaseRectify, CaseNote, DutyClaim,
            TaskWork, MaterialWrite, PatrolWork,
            ScoreAppeal, AppraisalWork, LetterAnswer, DirectiveWork, StatisticEnter),
        Line("unit-head", "单位负责人", "Head of a unit", CaseSee, AppraisalSign),
        City("inspector", "核查员", "Inspector",
            CaseSee, CaseReport, CaseVerify, CaseCheck, CaseNote, InspectionVisit),
        City("closer", "值班长", "Shift leader", CaseSee, CaseClose, CaseReopen, CaseUrge, CaseNote),
        City("supervisor", "督查员", "Supervisor",
            CaseSee, CaseReport, CaseReopen, CaseUrge, CaseSupervise, CaseNote, EvaluationSee,
            BurdenKeep, InspectionVisit, InspectionRead, PlanningDecide, ScoreRule,
            LetterIssue, DirectiveIssue, DirectiveWork, DeskKeep, StatisticConfirm),
        City("leader", "领导", "Leader", CaseSee, CaseUrge, EvaluationSee,
            MaterialSign, InspectionRead, BulletinApprove, DirectiveIssue,
            DeskKeep, StatisticConfirm),
        City("catalogue-keeper", "标准管理员", "Catalogue keeper",
            OrganizationEdit, CatalogueEdit, CalendarEdit, RoutingEdit, StandardEdit,
            SiteEdit,
            DutyEdit, DisputeRule, CommandEdit,
            MaterialReview,
            InspectionPlan, InspectionDraw, InspectionRead, PlanningEdit, PatrolKeep,
            ScorecardEdit, FoodKeep, MarketKeep),
        City("office", "创文办工作人员", "Office staff",
            CaseSee, EvaluationSee, TaskPlan, BurdenKeep, ScorePublish, AppraisalKeep,
            BulletinEdit, LetterIssue, DirectiveIssue, DirectiveWork, DeskKeep, SurveyEdit,
            SurveyInterview, StatisticEnter, StatisticConfirm),
        City("importer", "数据导入员", "Importer", CaseSee, ImportHistory),
        City("system-keeper", "系统管理员", "System keeper", SystemKeep),
        City(SecurityKeeper, "安全管理员", "Security keeper", SecurityKeep),
        City("auditor", "审计管理员", "Auditor", CaseSee, AuditRead),
    ];

    /// <summary>The separated duty that a role of the first day keeps for good, so that no change
    /// of roles leaves the city without one of the three; null for all other roles.</summary>
    public static Permission? KeptDuty(string code) => All
        .Where(role => role.Code == code)
        .SelectMany(role => SeparatedDuties.Of(role.Permissions))
        .Select(duty => (Permission?)duty)
        .FirstOrDefault();

    private static Role City(string code, string zh, string en, params Permission[] permissions) =>
        Make(code, zh, en, isOfLine: false, permissions);

    private static Role Line(string code, string zh, string en, params Permission[] permissions) =>
        Make(code, zh, en, isOfLine: true, permissions);

    private static Role Make(
        string code, string zh, string en, bool isOfLine, Permission[] permissions) => new()
    {
        Code = code,
        NameZh = zh,
        NameEn = en,
        Permissions = [.. permissions.Order()],
        IsOfLine = isOfLine,
    };
}
