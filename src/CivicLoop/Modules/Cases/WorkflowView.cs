using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;

namespace CivicLoop.Modules.Cases;

/// <summary>The workflow table as the API and the help page show it.</summary>
internal sealed record WorkflowView(
    CaseCommand Command, IReadOnlyList<CaseState> From, CaseState? To, Permission Permission,
    IReadOnlyList<string> Needs, ClockEffect Clock, string? Why)
{
    public static IReadOnlyList<WorkflowView> All { get; } =
    [
        .. CaseWorkflow.Edges.Select(edge => new WorkflowView(
            edge.Command, edge.From, edge.To, edge.Permission,
            [.. edge.EachNeed.Select(need => need.ToString())],
            edge.Clock, edge.Why)),
    ];
}
