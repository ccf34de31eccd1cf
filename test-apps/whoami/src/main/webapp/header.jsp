<%@ page session="false" %><%= request.getHeader("X-Forwarded-For") %> ${header["x-forwarded-for"]}
