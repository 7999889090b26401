using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Cases;

/// <summary>A button of a case with the fields its command needs; derived from the workflow table.
/// </summary>
internal sealed record StepForm(CaseEdge Edge)
{
    // Commands of the reporter and of everybody have their place on the portal.
    private static readonly HashSet<Permission> NotOnConsole =
        [Permission.Anyone, Permission.OwnReport, Permission.ImportHistory];

    public CaseCommand Command => Edge.Command;

    public string Name => CaseCommandNames.Write(Edge.Command);

    public bool Needs(CaseNeeds need) => Edge.Needs.HasFlag(need);

    /// <summary>Nothing is to be filled in: one press does it.</summary>
    public bool IsPlain => (Edge.Needs & Fields) == CaseNeeds.None;

    /// <summary>Pictures may come with it: what was done, and what was seen on site. Nobody must,
    /// but a checker where the class says so.</summary>
    public bool TakesPictures => Needs(CaseNeeds.PictureIfClassSays)
        || PictureStages.Of(Command) != PictureStage.Update;

    /// <summary>The step the case waits for; shown first and open.</summary>
    public bool IsMain => Command is CaseCommand.Accept or CaseCommand.ConfirmOnSite
        or CaseCommand.Dispatch or CaseCommand.Rectify or CaseCommand.PassCheck
        or CaseCommand.Close or CaseCommand.Adjudicate or CaseCommand.GrantExtension
        or CaseCommand.GrantSuspension or CaseCommand.Resume;

    private const CaseNeeds Fields = CaseNeeds.Reason | CaseNeeds.Text | CaseNeeds.Unit
        | CaseNeeds.Until | CaseNeeds.ReviewDate | CaseNeeds.OtherCase | CaseNeeds.Parts
        | CaseNeeds.Class | CaseNeeds.Place | CaseNeeds.PictureIfClassSays;

    /// <summary>What the caller may do with the case now, the main step first.</summary>
    /// <param name="mayTakeBack">The last step was this caller's own and is fresh.</param>
    /// <param name="hasUnreleased">Pictures wait for somebody to let them out.</param>
    public static IReadOnlyList<StepForm> For(
        Case row, Caller caller, CityModel city, bool hasUnreleased,
        bool mayTakeBack = false) =>
    [
        .. CaseWorkflow.NextFor(row.State, caller, row.Standing(city.Organizations.PathOf))
            .Where(edge => !NotOnConsole.Contains(edge.Permission))
            .Where(edge => !IsPointless(edge.Command, row, hasUnreleased))
            .Where(edge => edge.Command != CaseCommand.TakeBack || mayTakeBack)
            .Select(edge => new StepForm(edge))
            .OrderByDescending(form => form.IsMain),
    ];

    private static bool IsPointless(CaseCommand command, Case row, bool hasUnreleased) =>
        (command == CaseCommand.AnswerSupervision && row.OrderDueAt is null)
        || (command == CaseCommand.Release && !hasUnreleased);
}
