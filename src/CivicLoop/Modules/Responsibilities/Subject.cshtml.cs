using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>The rule: who answers for one subject, since when, by which document, and who entered
/// it; with the forms that set, end and hand over. For all staff.</summary>
internal sealed class SubjectPage(
    DutyLists lists, DisputeLists disputes, KeepDuties keep, FindDuties find,
    FindCommandBodies bodies, CityHolder city, Callers callers)
    : PageModel
{
    private const int PrecedentsShown = 5;

    /// <summary>Null where nothing was chosen yet.</summary>
    public DutyTopic? Topic { get; private set; }

    public SubjectNames Names { get; private set; } = SubjectNames.None;

    /// <summary>Where the answer is asked for; null for the whole city.</summary>
    public string? Area { get; private set; }

    public DutyAnswer? Answer { get; private set; }

    public IReadOnlyList<DutyRecord> Keepers { get; private set; } = [];

    public IReadOnlyList<DutyRecord> History { get; private set; } = [];

    /// <summary>Names of those who entered it, by how the journal names them.</summary>
    public IReadOnlyDictionary<string, string> EnteredBy { get; private set; } =
        new Dictionary<string, string>();

    /// <summary>Command bodies that watch the criterion.</summary>
    public IReadOnlyList<string> Watchers { get; private set; } = [];

    public IReadOnlyList<DutyDispute> Precedents { get; private set; } = [];

    /// <summary>The duty whose forms are open; null for the form of a new one.</summary>
    public DutyRecord? Chosen { get; private set; }

    public DutyInput Typed { get; private set; } = new();

    public bool MayEdit { get; private set; }

    public bool MayClaim { get; private set; }

    /// <summary>Whether the reader may decompose criteria to tasks.</summary>
    public bool MayPlan { get; private set; }

    public DateOnly Today => find.Today;

    public Problem? Problem { get; private set; }

    public Task<IActionResult> OnGetAsync(
        [FromQuery] string? kind, [FromQuery] string? edition, [FromQuery] string? code,
        [FromQuery] string? area, [FromQuery] string? role, [FromQuery] Guid? duty)
    {
        Typed = new DutyInput
        {
            Kind = kind, Edition = edition, Subject = code, Area = area, Role = role,
            From = TypedDay.Show(find.Today),
        };
        return ReadAsync(duty);
    }

    public Task<IActionResult> OnPostSetAsync([FromForm] DutyInput typed) =>
        EditAsync(typed, null, actor => keep.SetAsync(typed, actor, Stop));

    public Task<IActionResult> OnPostEndAsync([FromForm] DutyInput typed, [FromForm] Guid duty) =>
        EditAsync(typed, duty, actor => keep.EndAsync(duty, typed.To, actor, Stop));

    public Task<IActionResult> OnPostHandOverAsync(
        [FromForm] DutyInput typed, [FromForm] Guid duty) =>
        EditAsync(typed, duty, actor => keep.HandOverAsync(duty, typed, actor, Stop));

    public Task<IActionResult> OnPostRemoveAsync(
        [FromForm] DutyInput typed, [FromForm] Guid duty) =>
        EditAsync(typed, duty, actor => keep.RemoveAsync(duty, actor, Stop));

    /// <summary>The address of a subject's page.</summary>
    public static string AddressOf(DutyTopic topic, string? area = null, DutyRole? role = null) =>
        "/console/responsibility/subject" + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["kind"] = $"{topic.Kind}", ["edition"] = TextRule.Blank(topic.EditionCode),
                ["code"] = topic.Code, ["area"] = area, ["role"] = role?.ToString(),
            }.Where(one => one.Value is not null));

    private CancellationToken Stop => HttpContext.RequestAborted;

    private async Task<IActionResult> EditAsync(
        DutyInput typed, Guid? duty, Func<string, Task<Outcome<DutyRecord>>> edit)
    {
        Typed = typed;
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(Permission.DutyEdit))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if ((await edit(caller.Actor)).Try(out var done, out var problem))
        {
            return LocalRedirect(AddressOf(done.Topic, done.AreaCode) + "&done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(duty);
    }

    private async Task<IActionResult> ReadAsync(Guid? duty)
    {
        var caller = await callers.OfAsync(HttpContext);
        MayEdit = caller.MaySomewhere(Permission.DutyEdit);
        MayClaim = caller.MaySomewhere(Permission.DutyClaim);
        MayPlan = caller.MaySomewhere(Permission.TaskPlan);
        if (!Enum.TryParse<DutySubject>(Typed.Kind, out var kind)
            || TextRule.Blank(Typed.Subject) is not { } code)
        {
            return Page();
        }

        var edition = kind == DutySubject.Criterion ? TextRule.Blank(Typed.Edition) ?? "" : "";
        var topic = new DutyTopic(kind, edition, code);
        Names = await lists.NamesAsync([topic], Stop);
        if (!Names.Has(topic))
        {
            return NotFound();
        }

        Topic = topic;
        Area = kind == DutySubject.Area ? code : TextRule.Blank(Typed.Area) is { } area
            && city.Current.Areas.Find(area) is not null ? area : null;
        Answer = await find.AnswerAsync(topic, Area, Today, Stop);
        History = await lists.HistoryAsync(topic, Stop);
        EnteredBy = await lists.EnteredByAsync(History.Select(one => one.EnteredBy), Stop);
        Keepers = [.. History.Where(one => one.Role == DutyRole.SiteKeeper && one.HoldsOn(Today))];
        Chosen = History.FirstOrDefault(one => one.Id == duty);
        Watchers = kind == DutySubject.Criterion
            ? await bodies.WatchersAsync(edition, code, Today, Stop)
            : [];
        Precedents = (await disputes.PageAsync(
            new DisputeFilter(DisputeState.Ruled, kind, edition, code), null, PrecedentsShown,
            Stop)).Items;
        return Page();
    }
}
