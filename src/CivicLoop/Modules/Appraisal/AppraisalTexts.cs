namespace CivicLoop.Modules.Appraisal;

/// <summary>Names the resource files with the words of the pages about appraisals.</summary>
internal sealed class AppraisalTexts;
