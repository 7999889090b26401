using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Open311;

/// <summary>The services a resident can ask for, and what each asks in return.</summary>
internal sealed class ShowServices(ServiceDefinitions definitions, CityHolder city)
{
    public async Task<Open311Answer> ListAsync(Open311Ask ask)
    {
        var asking = await definitions.AskingAsync(ask.Stop);
        var type = (ask.Key?.Answers ?? Open311Answers.Realtime).ToString().ToLowerInvariant();
        return Element.List("services", definitions.Services.Select(one => Element.Group(
            "service",
            Element.Text("service_code", one.Code),
            Element.Text("service_name", ask.Texts.Of(one.Name)),
            Element.Text("description", Describe(one, ask)),
            Element.Flag("metadata", asking.Contains(one.Code)),
            Element.Text("type", type),
            Element.Text("keywords", string.Join(
                ',', one.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            Element.Text("group", ask.Texts.Of(one.Group)))));
    }

    /// <summary>Errors: no such service, or one that asks nothing.</summary>
    public async Task<Open311Answer> DefineAsync(Open311Ask ask)
    {
        var questions = definitions.Find(ask.Id) is { } service
            ? await definitions.QuestionsAsync(service.Code, ask)
            : [];
        return questions.Count == 0
            ? new Problem(ProblemCode.NotFound, "service_code", ask.Id)
            : Element.Group(
                "service_definition",
                Element.Text("service_code", ask.Id),
                Element.List("attributes", questions.Select(Attribute)));
    }

    private static Element Attribute(ServiceQuestion question, int index)
    {
        List<Element> parts =
        [
            Element.Flag("variable", true),
            Element.Text("code", question.Code),
            Element.Text("datatype", question.Kind.ToString().ToLowerInvariant()),
            Element.Flag("required", question.IsRequired),
            Element.Text("datatype_description", question.Hint),
            Element.Number("order", index + 1),
            Element.Text("description", question.Question),
        ];
        if (question.Choices.Count > 0)
        {
            parts.Add(Element.List("values", question.Choices.Select(choice => Element.Group(
                "value",
                Element.Text("key", choice.Key),
                Element.Text("name", choice.Value)))));
        }

        return Element.Group("attribute", parts);
    }

    // When the city opens a case of this class; the nearest to a description the catalogue has.
    private string Describe(CaseClass service, Open311Ask ask) => string.Join(
        ask.Language == Platform.Localisation.Texts.Chinese ? "；" : "; ",
        city.Current.Catalogue.ConditionsOf(service.Code)
            .Select(one => ask.Texts.Of(one.Opening)).Distinct());
}
