using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Tests.City;

/// <summary>What reflection says of the program's pages, found once for all test cities: it is
/// most of what starting one takes. Each city gets copies: its conventions change them.</summary>
internal sealed class KnownPages(IPageApplicationModelProvider finding)
    : IPageApplicationModelProvider
{
    private static readonly ConcurrentDictionary<TypeInfo, PageApplicationModel> Found = [];

    public int Order => finding.Order;

    /// <summary>Stands in for the provider that comes first of those registered.</summary>
    public static void Replace(IServiceCollection services)
    {
        var first = services.First(one =>
            one.ServiceType == typeof(IPageApplicationModelProvider));
        services[services.IndexOf(first)] = ServiceDescriptor.Singleton(
            typeof(IPageApplicationModelProvider),
            provider => new KnownPages(
                (IPageApplicationModelProvider)ActivatorUtilities.CreateInstance(
                    provider, first.ImplementationType!)));
    }

    public void OnProvidersExecuting(PageApplicationModelProviderContext context)
    {
        if (!Found.TryGetValue(context.PageType, out var known))
        {
            finding.OnProvidersExecuting(context);
            known = Found.GetOrAdd(
                context.PageType, Copy(context.PageApplicationModel, context.ActionDescriptor));
        }

        context.PageApplicationModel = Copy(known, context.ActionDescriptor);
    }

    public void OnProvidersExecuted(PageApplicationModelProviderContext context) =>
        finding.OnProvidersExecuted(context);

    // The model's own copy leaves out which type its page declares.
    private static PageApplicationModel Copy(PageApplicationModel one, PageActionDescriptor of)
    {
        var copy = new PageApplicationModel(
            of, one.DeclaredModelType!, one.HandlerType, one.HandlerTypeAttributes)
        {
            PageType = one.PageType, ModelType = one.ModelType,
        };
        foreach (var filter in one.Filters)
        {
            copy.Filters.Add(filter);
        }

        foreach (var (key, value) in one.Properties)
        {
            copy.Properties.Add(key, value);
        }

        foreach (var handler in one.HandlerMethods)
        {
            copy.HandlerMethods.Add(new PageHandlerModel(handler) { Page = copy });
        }

        foreach (var property in one.HandlerProperties)
        {
            copy.HandlerProperties.Add(new PagePropertyModel(property) { Page = copy });
        }

        return copy;
    }
}
