using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Cases;

/// <summary>The form that narrows a list (partial <c>_CaseFilter</c>).</summary>
internal sealed record CaseFilterView(CaseListQuery Query, Problem? Problem, bool ByState);
