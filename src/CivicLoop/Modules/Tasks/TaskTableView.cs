using CivicLoop.Domain.Tasks;

namespace CivicLoop.Modules.Tasks;

/// <summary>Tasks as a list (partial <c>_TaskTable</c>).</summary>
/// <param name="Empty">What is said where there are none.</param>
internal sealed record TaskTableView(
    IReadOnlyList<UnitTask> Tasks, DateOnly Today, string Empty);
